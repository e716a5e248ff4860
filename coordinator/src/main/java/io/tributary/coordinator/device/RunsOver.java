package io.tributary.coordinator.device;

import io.tributary.coordinator.run.ActiveRun;
import io.tributary.coordinator.run.EndedRun;
import io.tributary.coordinator.run.Runs;
import io.tributary.protocol.message.DeviceMessage.CheckIn;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a device hears of runs that are over: the versions that it lacks, and that nothing is left to do. May block on storage. Thread-safe. */
final class RunsOver {
    private final Runs runs;

    RunsOver(Runs runs) {
        this.runs = runs;
    }

    /** A version that the device lacks of one of its models which no run under way trains; if it does not say what it holds, it does not ask. */
    Optional<EndedRun> newer(CheckIn checkIn) {
        Map<String, Integer> holds = checkIn.holds();
        if (holds == null) {
            return Optional.empty();
        }
        List<String> named = checkIn.models();
        return newest(named == null ? holds.keySet() : named).filter(over -> isNewer(over, holds)).findFirst();
    }

    private static boolean isNewer(EndedRun over, Map<String, Integer> holds) {
        return over.newest().filter(made -> made.version() > holds.getOrDefault(made.model(), -1)).isPresent();
    }

    /**
     * The run that was over last, where none is under way or waits for its turn that the device may take part in. One that the device has heard
     * of is not told again.
     */
    Optional<EndedRun> last(CheckIn checkIn) {
        List<? extends ActiveRun> active = runs.active();
        Optional<EndedRun> last = active.isEmpty() ? runs.ended() : lastOfItsModels(checkIn, active);
        return last.filter(over -> !over.run().equals(checkIn.ended()));
    }

    private Optional<EndedRun> lastOfItsModels(CheckIn checkIn, List<? extends ActiveRun> active) {
        List<String> named = checkIn.models();
        if (named == null || runs.waiting() > 0
                || active.stream().anyMatch(run -> named.contains(run.run().plan().model()))) {
            return Optional.empty();
        }
        return newest(named).max(Comparator.comparingLong(RunsOver::created));
    }

    private static long created(EndedRun over) {
        return over.newest().map(made -> made.created()).orElse(0L);
    }

    private Stream<EndedRun> newest(Collection<String> models) {
        return models.stream().flatMap(model -> runs.newest(model).stream());
    }
}
