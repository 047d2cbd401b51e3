package io.aiprism.report;

/** Small drawings. They say nothing that is not said in words as well. */
enum Icons {
    PRISM("M8 1.5 15 14H1Z M8 6.2 11 11.6H5Z"),
    CHEVRON("M5.5 3.5 10 8 5.5 12.5"),
    WARNING("M8 2 15 14H1Z M8 6.5V10 M8 11.9V12.1"),
    DONE("M2.5 8.5 6.5 12.5 13.5 4"),
    THEME("M8 1.8A6.2 6.2 0 1 0 14.2 8 4.6 4.6 0 0 1 8 1.8Z");

    private final String path;

    Icons(String path) {
        this.path = path;
    }

    void draw(Html html) {
        draw(html, 14);
    }

    void draw(Html html, int size) {
        html.open(
                        "svg",
                        "viewBox",
                        "0 0 16 16",
                        "width",
                        String.valueOf(size),
                        "height",
                        String.valueOf(size),
                        "fill",
                        "none",
                        "stroke",
                        "currentColor",
                        "stroke-width",
                        "1.6",
                        "stroke-linecap",
                        "round",
                        "stroke-linejoin",
                        "round",
                        "aria-hidden",
                        "true")
                .open("path", "d", path)
                .close()
                .close();
    }
}
