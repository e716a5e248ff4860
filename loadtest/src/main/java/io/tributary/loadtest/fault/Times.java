package io.tributary.loadtest.fault;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Measured times, for their quantiles. */
public record Times(List<Duration> sorted) {
    private static final double MILLIS = 1e3;

    /** In their order. */
    public static Times of(Collection<Duration> times) {
        return new Times(times.stream().sorted().toList());
    }

    /** The smallest time that at least this share of 0..1 does not exceed; zero if nothing was measured. */
    public Duration quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(Math.max(0, rank - 1));
    }

    /** Count, median, p95 or p99, and most. */
    public String words(double high) {
        return String.format(Locale.ROOT, "%d: median %.3f s, p%.0f %.3f s, most %.3f s", sorted.size(),
                quantile(0.5).toMillis() / MILLIS, high * 100, quantile(high).toMillis() / MILLIS,
                quantile(1).toMillis() / MILLIS);
    }
}
