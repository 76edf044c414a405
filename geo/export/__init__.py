"""Data files, pictures and one-file maps of a view.

The modules, each of which imports only what stands above it:

    columns    incidents as flat rows, and in ACLED's columns
    export     data files of the incidents in a view
    restore    incidents read back from data files
    rounding   positions made coarser on purpose
    recipe     how a snapshot was made, kept inside it
    projection which part of the earth a picture shows, and where each place lies
    fonts      the fonts of the pictures
    sheet      a picture as shapes and words
    draw_png   a sheet as PNG
    draw_svg   a sheet as SVG
    draw_pdf   a sheet as PDF
    marks      the marks of a picture
    ground     its base map
    labels     the names on it
    legend     its legend
    picture    a picture of the incidents in a view
    onepage    a map with all its incidents in one HTML file
    snapshot   snapshots of a view, in every format
"""
