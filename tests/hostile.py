"""Text as an enemy of the page would write it; one table for every place that shows text."""

HOSTILE = (
    "${alert(1)}",
    "`${alert(1)}`",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\\0 and \\1 and \\u0041",
    "'); alert(1); ('",
    '" onmouseover="alert(1)',
    "{{ this.alert }} {% raw %}",
    "&lt;b&gt; &amp; &#36;{1}",
    "[click](javascript:alert(1)) **bold** :red[x] $x^2$",
    "<svg/onload=alert(1)><!--",
    "\u202eright to left\u202c \u0000 \u2028 \u2029",
)
