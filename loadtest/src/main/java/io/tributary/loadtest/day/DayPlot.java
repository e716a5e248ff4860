package io.tributary.loadtest.day;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A played day as one SVG: members that worked, that were needed, and the pressure of each, over the hours. */
final class DayPlot {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 220;
    private static final int LEFT = 48;
    private static final int TOP = 34;
    private static final int GAP = 56;

    private DayPlot() {}

    static String of(List<PlayedDay.Played> day, double target, int most) {
        int bottom = TOP + 2 * HEIGHT + GAP + 40;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
                """
                        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                        <rect width="100%%" height="100%%" fill="white"/>
                        """,
                WIDTH + LEFT + 24, bottom));
        int first = TOP;
        int second = TOP + HEIGHT + GAP;
        frame(svg, first, "members: blue that work, orange that are needed", most);
        line(svg, day, first, most, "#1f77b4", PlayedDay.Played::ready);
        line(svg, day, first, most, "#ff7f0e", PlayedDay.Played::needed);
        double highest = Math.max(1.2, day.stream().mapToDouble(minute -> minute.load().pressure()).max().orElse(1));
        frame(svg, second, "pressure of each member; dashed: the target and capacity", highest);
        line(svg, day, second, highest, "#2ca02c", minute -> minute.load().pressure());
        level(svg, second, highest, target);
        level(svg, second, highest, 1);
        return svg.append("</svg>\n").toString();
    }

    private static void frame(StringBuilder svg, int top, String title, double highest) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>\n", LEFT, top - 10, title));
        svg.append(String.format(Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#888\"/>\n", LEFT,
                top, WIDTH, HEIGHT));
        for (int hour = 0; hour <= 24; hour += 3) {
            svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n",
                    LEFT + WIDTH * hour / 24.0,
                    top + HEIGHT + 18, hour));
        }
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">0</text>\n", LEFT - 6,
                top + HEIGHT));
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.1f</text>\n", LEFT - 6,
                top + 10, highest));
    }

    private static void line(StringBuilder svg, List<PlayedDay.Played> day, int top, double highest, String colour,
            ToDoubleFunction<PlayedDay.Played> value) {
        svg.append(String.format(Locale.ROOT, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" points=\"",
                colour));
        for (int minute = 0; minute < day.size(); minute++) {
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", LEFT + (double) WIDTH * minute / day.size(),
                    y(top, highest, value.applyAsDouble(day.get(minute)))));
        }
        svg.append("\"/>\n");
    }

    private static void level(StringBuilder svg, int top, double highest, double value) {
        double y = y(top, highest, value);
        svg.append(String.format(Locale.ROOT,
                "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#d62728\" stroke-dasharray=\"6 4\"/>\n",
                LEFT, LEFT + WIDTH, y, y));
    }

    private static double y(int top, double highest, double value) {
        return top + HEIGHT * (1 - value / highest);
    }
}
