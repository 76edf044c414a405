"""The verbs and nouns by which roles are told: what harms, what is thrown, who only reacts or frees."""

from __future__ import annotations

HARM = frozenset(
    [
        "kill", "die", "wound", "hurt", "shoot", "kill by hand", "harm somebody", "surely put to death",
        "put an end to people", "neutralise people", "bodies", "body found",
    ]
)  # fmt: skip
"""Triggers of violence that people suffer: the one it is done to is a victim, not only a target."""

HARMING = frozenset({"abduction", "sexual", "arrest"})
"""The same of whole families."""

FOUND = frozenset({"bodies", "body found"})
"""Triggers whose subject only finds the dead."""

VICTIMLESS = frozenset({"die"})

SUFFERED = frozenset({"drown", "suffocate", "starve", "perish", "choke", "asphyxiate"})
"""Verbs that without an object tell what befell their subject: "four people drowned"."""

STEERING = frozenset({"ram", "drive", "plough", "plow", "crash", "slam", "steer", "smash"})
"""Verbs whose object is what somebody hits others with: "rammed a car into soldiers"."""

MUTUAL = frozenset({"clash", "fight", "trade fire"})
"""Triggers in which both sides take part."""

WRECKING = frozenset({"wreck in a crowd", "crowd against people"})
"""Triggers of protest whose object is what the crowd attacks."""

CALLING = frozenset(
    [
        "call", "announce", "plan", "organise", "organize", "stage", "hold", "schedule", "convene", "declare", "launch",
        "begin", "lead", "promise", "threaten", "vow", "intend", "prepare", "propose",
    ]
)  # fmt: skip
"""Verbs whose subject takes part in the protest that they announce."""

FREEING = frozenset({"free", "release", "rescue", "liberate", "ransom", "recover", "save"})
"""Verbs whose subject took nobody: "French soldiers freed two hostages"."""

PITTING = frozenset({"pit", "oppose", "set", "involve"})
"""Verbs whose object and "against" tell who fights: "the clashes pitted X against Y"."""

ALONE = frozenset({"test weapons"})
"""Triggers of such families that one side does by itself."""

LOADED = frozenset(
    {"carry", "pack", "transport", "ferry", "cram", "crowd", "load", "fill", "overload", "bring", "take"}
)
"""Verbs whose participle tells who is on board."""

AT_WHOM = ("on", "at", "against", "into", "upon")

THROWING = frozenset(
    [
        "fire", "launch", "aim", "lob", "hurl", "throw", "direct", "drop", "send", "shoot", "toss", "train", "rain",
        "pour", "pump", "empty", "unleash", "discharge", "point", "fling", "lay", "use", "sling", "chuck",
    ]
)  # fmt: skip
"""Verbs whose object is what somebody hits others with."""

TO_WHOM = {"territory": ("from",), "seizure": ("from",)}
"""Prepositions before the one who suffers: "fired at", but "retook the town from"."""

DOING = frozenset(
    [
        "carry", "launch", "stage", "mount", "conduct", "commit", "perpetrate", "make", "open", "lead", "execute",
        "order", "unleash", "wage", "resume", "begin", "start", "direct", "undertake",
    ]
)  # fmt: skip
"""Verbs that say no more than that what the noun names was done."""

REACTING = frozenset(
    [
        "condemn", "denounce", "deplore", "decry", "mourn", "regret", "welcome", "praise", "probe", "investigate",
        "report", "confirm", "deny", "describe", "see", "suffer", "record", "register", "experience", "face", "liken",
        "compare", "count", "tally", "remember", "commemorate", "mark", "recall", "reject", "criticise", "criticize",
        "call", "discuss", "protest", "avenge", "survive", "witness", "film", "stop", "prevent", "foil", "thwart",
        "avert", "halt", "quell", "contain", "end", "escape", "flee", "fear", "expect", "oppose", "resist", "free",
        "release", "rescue", "ransom",
    ]
)  # fmt: skip
"""Verbs of those who only speak of a deed."""

HOLDING = frozenset({"hold", "control", "occupy", "seize", "capture", "overrun", "take"})
"""Verbs of those who had before what somebody takes."""

TAKING = frozenset({"take", "capture", "seize", "retake", "recapture", "wrest", "regain", "snatch", "liberate"})
"""Verbs after which "from" tells who lost it."""

EXPELLING = frozenset({"drive", "push", "expel", "oust", "dislodge", "chase", "rout", "evict", "repel", "flush"})
"""Verbs whose object loses the ground that somebody takes."""

CROWDS = frozenset({"protest", "mob"})
"""Families whose nouns may name the people themselves: "protesters", "a mob"."""

HITTING = frozenset({"violence", "bombing", "property", "mob", "raid"})
"""Families of incidents that befall churches and buses as well as people."""

CULPRITS = frozenset(["kidnappers", "killers", "abductors", "captors", "murderers", "assassins", "killer", "hijackers"])
"""Words for those who did it, wherever in the sentence they stand."""

MEN_OF = frozenset(
    [
        "men", "fighters", "members", "youths", "warriors", "soldiers", "troops", "gunmen", "supporters",
        "combatants", "militants", "rebels", "elements", "personnel", "remnants", "cadres", "followers", "guerrillas",
        "horsemen", "terrorists", "forces", "insurgents", "operatives", "hitmen", "militiamen", "commandos",
        "adherents", "loyalists",
    ]
)  # fmt: skip
"""Nouns that before "of" and a name only say that it is people of whom is named."""

FALLING = frozenset({"fall", "land", "come", "rain", "crash", "drop", "slam", "explode", "hit"})
"""Verbs of bombs that come down."""

BACKED = frozenset({"linked", "backed", "aligned", "affiliated", "allied", "supported", "inspired", "led", "trained"})
"""After a hyphen: words for whose side somebody is on."""
