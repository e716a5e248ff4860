package io.tributary.loadtest.day;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code loadtest/bench day [SEED [FILE]]}: plays a day of load on paper, prints it hour by hour, and draws it as an SVG. */
public final class DayBenchmark {
    private static final int START_MINUTES = 2;
    private static final int HOUR = 60;

    private DayBenchmark() {}

    /** Plays it. */
    public static void main(String[] arguments) throws IOException {
        long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
        Path file = Path.of(arguments.length > 1 ? arguments[1] : "target/day.svg");
        Autoscaler.Rule rule = Autoscaler.Rule.OF_THE_CHART;
        List<PlayedDay.Played> day = played(seed, rule);
        System.out.print(table(day));
        System.out.print(summary(day));
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.writeString(file, DayPlot.of(day, rule.target(), rule.most()));
        System.out.println("drawn: " + file);
    }

    static List<PlayedDay.Played> played(long seed, Autoscaler.Rule rule) {
        return new PlayedDay(new Autoscaler(rule), rule.fewest(), START_MINUTES).play(DayTrace.of(seed), rule.target(),
                rule.most());
    }

    private static String table(List<PlayedDay.Played> day) {
        StringBuilder table = new StringBuilder("hour  members  needed  pressure: mean  highest  left: core minutes\n");
        for (int hour = 0; hour < day.size() / HOUR; hour++) {
            List<PlayedDay.Played> minutes = day.subList(hour * HOUR, (hour + 1) * HOUR);
            table.append(String.format(Locale.ROOT, "%4d  %7.1f  %6.1f  %14.2f  %7.2f  %18.1f%n", hour,
                    minutes.stream().mapToInt(PlayedDay.Played::ready).average().orElse(0),
                    minutes.stream().mapToInt(PlayedDay.Played::needed).average().orElse(0),
                    minutes.stream().mapToDouble(minute -> minute.load().pressure()).average().orElse(0),
                    minutes.stream().mapToDouble(minute -> minute.load().pressure()).max().orElse(0),
                    minutes.stream().mapToDouble(PlayedDay.Played::waiting).max().orElse(0)));
        }
        return table.toString();
    }

    private static String summary(List<PlayedDay.Played> day) {
        double used = day.stream().mapToInt(PlayedDay.Played::ready).sum() / 60.0;
        double needed = day.stream().mapToInt(minute -> Math.max(minute.needed(), 1)).sum() / 60.0;
        int most = day.stream().mapToInt(PlayedDay.Played::ready).max().orElse(0);
        long fewer = day.stream().filter(minute -> minute.ready() < minute.needed()).count();
        long over = day.stream().filter(minute -> minute.load().pressure() > 1).count();
        return String.format(Locale.ROOT,
                "member hours used %.0f, needed %.0f (%.2f times); as many as at the peak all day: %d%n"
                        + "minutes with fewer members than needed: %d; beyond capacity: %d of %d%n",
                used, needed, used / needed,
                most * 24, fewer, over, day.size());
    }
}
