package io.aiprism.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plot of lines over two linear axes that begin at zero, as SVG. Not thread-safe. */
final class LinePlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 36;
    private static final int BOTTOM = 46;
    private static final int LEGEND_LINE = 18;
    // Told apart by those who do not see all colours: Okabe and Ito, "Color Universal Design", 2008.
    private static final String[] COLOURS = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"};
    private static final String LIMIT = "#888888";

    /** A place on a line. */
    record Point(double x, double y) {}

    private record Line(String label, String colour, String dashes, List<Point> points) {}

    private final String title;
    private final String x;
    private final String y;
    private final List<Line> lines = new ArrayList<>();

    /**
     * An empty plot.
     *
     * @param x what the horizontal axis shows
     * @param y what the vertical axis shows
     */
    LinePlot(String title, String x, String y) {
        this.title = title;
        this.x = x;
        this.y = y;
    }

    /** Adds a line in a colour of its own. */
    LinePlot line(String label, List<Point> points) {
        int others =
                (int) lines.stream().filter(line -> line.dashes().isEmpty()).count();
        lines.add(new Line(label, COLOURS[others % COLOURS.length], "", points));
        return this;
    }

    /** Adds a grey dashed line, to compare the others with. */
    LinePlot reference(String label, List<Point> points) {
        lines.add(new Line(label, LIMIT, " stroke-dasharray=\"6 4\"", points));
        return this;
    }

    /** The picture. */
    String svg() {
        double mostX = most(true);
        double mostY = most(false);
        var svg = new StringBuilder();
        svg.append("""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
            <rect width="%d" height="%d" fill="#ffffff"/>
            <text x="%d" y="20" font-size="14">%s</text>
            """.formatted(WIDTH, HEIGHT, WIDTH, HEIGHT, LEFT, escape(title)));
        axis(svg, mostX, mostY);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            svg.append("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s points=\"%s\"/>%n"
                    .formatted(
                            line.colour(),
                            line.dashes(),
                            line.points().stream()
                                    .map(point ->
                                            "%.1f,%.1f".formatted(across(point.x(), mostX), down(point.y(), mostY)))
                                    .collect(Collectors.joining(" "))));
            int at = HEIGHT - BOTTOM - (lines.size() - i) * LEGEND_LINE;
            int left = WIDTH - 250;
            svg.append("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>%n"
                    .formatted(left, at, left + 24, at, line.colour(), line.dashes()));
            svg.append("<text x=\"%d\" y=\"%d\">%s</text>%n".formatted(left + 32, at + 4, escape(line.label())));
        }
        return svg.append("</svg>\n").toString();
    }

    private void axis(StringBuilder svg, double mostX, double mostY) {
        double stepX = step(mostX);
        for (double at = 0; at <= mostX; at += stepX) {
            svg.append("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n"
                    .formatted(across(at, mostX), HEIGHT - BOTTOM + 16, number(at)));
        }
        double stepY = step(mostY);
        for (double at = 0; at <= mostY; at += stepY) {
            svg.append("<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n"
                    .formatted(LEFT, down(at, mostY), WIDTH - RIGHT, down(at, mostY)));
            svg.append("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n"
                    .formatted(LEFT - 6, down(at, mostY) + 4, number(at)));
        }
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n"
                .formatted((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, escape(x)));
        int middle = (TOP + HEIGHT - BOTTOM) / 2;
        svg.append("<text x=\"16\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\">%s</text>%n"
                .formatted(middle, middle, escape(y)));
    }

    private double most(boolean horizontal) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(point -> horizontal ? point.x() : point.y())
                .max()
                .orElse(1);
    }

    private static double across(double value, double most) {
        return LEFT + value / most * (WIDTH - LEFT - RIGHT);
    }

    private static double down(double value, double most) {
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
    }

    /** A round number that goes into the axis five to twelve times. */
    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most / 5)));
        double factor = most / 5 / power;
        return power * (factor >= 5 ? 5 : factor >= 2 ? 2 : 1);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
