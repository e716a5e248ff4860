package io.tributary.experiments.sweep;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Seeds of the runs of a config.
 *
 * @param values at least one, no two the same; empty means the config's own
 */
public record Seeds(List<Long> values) {
    /** The config's own. */
    public static final Seeds OF_THE_CONFIG = new Seeds(List.of());
    private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18})\\.\\.(-?\\d{1,18})");
    private static final Pattern ONE = Pattern.compile("-?\\d{1,18}");

    /** Copies the list. */
    public Seeds {
        values = List.copyOf(values);
    }

    /**
     * Reads {@code 1,2,3} or {@code 1..10}, or both.
     *
     * @throws SweepException if it is neither, a seed is there twice, or there are more than {@value Grid#MOST_RUNS}
     */
    public static Seeds parse(String text) throws SweepException {
        Stream.Builder<Long> all = Stream.builder();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            if (range.matches()) {
                LongStream.rangeClosed(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)))
                        .limit(Grid.MOST_RUNS + 1L).forEach(all::add);
            } else if (ONE.matcher(part.strip()).matches()) {
                all.add(Long.parseLong(part.strip()));
            } else {
                throw wrong(text, "expected whole numbers");
            }
        }
        List<Long> seeds = all.build().toList();
        if (seeds.isEmpty() || seeds.size() > Grid.MOST_RUNS || seeds.stream().distinct().count() < seeds.size()) {
            throw wrong(text, seeds.isEmpty() ? "a range that has none"
                    : seeds.size() > Grid.MOST_RUNS ? "more than " + Grid.MOST_RUNS : "a seed is there twice");
        }
        return new Seeds(seeds);
    }

    private static SweepException wrong(String text, String how) {
        return new SweepException("--seeds " + text + ": " + how + "; for example --seeds 1,2,3 or --seeds 1..10");
    }
}
