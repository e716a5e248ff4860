package io.tributary.experiments.comparison;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run, as its report tells it.
 *
 * @param folder that its report is in, as the user named it
 * @param name of the experiment
 * @param seed of the run
 * @param status {@code finished}, {@code failed}, {@code stopped}, {@code paused} or {@code active}
 * @param settings of its config, by their paths, without the seed and without what changes no model; empty for a report of an earlier build
 * @param rounds that closed, oldest first
 * @param end what came back at the end
 */
record ComparedRun(String folder, String name, long seed, String status, Map<String, String> settings,
        List<Point> rounds, End end) {
    /**
     * Where the run was after a round.
     *
     * @param round 1-based
     * @param accuracy 0..1 on held-out data; null if the round was not measured
     * @param loss mean cross-entropy in nats; null if it was not measured, or not finite
     * @param seconds that rounds had taken until then
     * @param bytesUp sealed bytes of updates until then
     * @param bytesDown bytes of models until then
     */
    record Point(int round, @Nullable Double accuracy, @Nullable Double loss, double seconds, long bytesUp,
            long bytesDown) {
        boolean reaches(double target) {
            return accuracy != null && accuracy >= target;
        }
    }

    /**
     * What came back at the end.
     *
     * @param accuracy of the model on held-out data; null if none was measured
     * @param worstTenth mean accuracy of the tenth of devices that is served worst; null if none was measured
     * @param seconds for which the run was played
     */
    record End(@Nullable Double accuracy, @Nullable Double worstTenth, double seconds) {}

    /** Copies what can change. */
    ComparedRun {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        rounds = List.copyOf(rounds);
    }

    boolean finished() {
        return status.equals("finished") && end.accuracy() != null;
    }

    /** The least accuracy that the run can be said to have come to: its best measured one. */
    OptionalDouble best() {
        return rounds.stream().filter(point -> point.accuracy() != null).mapToDouble(point -> point.accuracy()).max();
    }

    /** All bytes up and down, in that order; 0 of a run without rounds. */
    long bytesUp() {
        return rounds.isEmpty() ? 0 : rounds.getLast().bytesUp();
    }

    long bytesDown() {
        return rounds.isEmpty() ? 0 : rounds.getLast().bytesDown();
    }
}
