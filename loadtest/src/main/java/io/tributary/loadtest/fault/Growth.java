package io.tributary.loadtest.fault;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a quantity was early and late: means of samples.
 *
 * @param most how many times the early value the late one may be
 * @param slack what it may be more, whatever the early value
 */
record Growth(double early, double late, double most, double slack) {
    private static final double MEGA = 1e6;

    /** The last quarter of the samples against the second; the first one warms the JVM up and fills what is kept. */
    static Map<String, Growth> ofQuarters(List<Soak.Sample> samples) {
        int quarter = samples.size() / 4;
        return between(samples.subList(quarter, 2 * quarter),
                samples.subList(samples.size() - quarter, samples.size()));
    }

    /** Quantities by their names, in the order of a table. */
    static Map<String, Growth> between(List<Soak.Sample> early, List<Soak.Sample> late) {
        Map<String, Growth> growth = new LinkedHashMap<>();
        growth.put("seconds a round", of(early, late, Soak.Sample::secondsARound, 1.2, 0.02));
        growth.put("resident MB", of(early, late, sample -> sample.holdings().residentBytes() / MEGA, 1.1, 20));
        growth.put("open files", of(early, late, sample -> sample.holdings().openFiles(), 1, 4));
        growth.put("files and directories", of(early, late, sample -> sample.holdings().entries(), 1, 16));
        growth.put("MB on disk", of(early, late, sample -> sample.holdings().bytes() / MEGA, 1.1, 1));
        return growth;
    }

    private static Growth of(List<Soak.Sample> early, List<Soak.Sample> late, ToDoubleFunction<Soak.Sample> quantity,
            double most, double slack) {
        return new Growth(mean(early, quantity), mean(late, quantity), most, slack);
    }

    private static double mean(List<Soak.Sample> samples, ToDoubleFunction<Soak.Sample> quantity) {
        return samples.stream().mapToDouble(quantity).average().orElseThrow();
    }

    boolean flat() {
        return late <= early * most + slack;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f early, %.3f late: %s", early, late, flat() ? "flat" : "GROWS");
    }
}
