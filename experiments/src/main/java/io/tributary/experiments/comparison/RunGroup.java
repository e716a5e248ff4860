package io.tributary.experiments.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs of one config that differ in their seeds.
 *
 * @param label what sets it apart from the other groups, in words
 * @param runs at least one
 */
record RunGroup(String label, List<ComparedRun> runs) {
    /** Copies the runs. */
    RunGroup {
        runs = List.copyOf(runs);
    }

    /** Groups in the order of their first runs. */
    static List<RunGroup> of(List<ComparedRun> runs) {
        Map<Map<String, String>, List<ComparedRun>> groups = new LinkedHashMap<>();
        for (ComparedRun run : runs) {
            groups.computeIfAbsent(run.settings().isEmpty() ? Map.of("name", run.name()) : run.settings(),
                    _ -> new ArrayList<>()).add(run);
        }
        List<String> labels = Labels.of(List.copyOf(groups.keySet()), runs.getFirst().name());
        List<RunGroup> labelled = new ArrayList<>();
        groups.values().forEach(members -> labelled.add(new RunGroup(labels.get(labelled.size()), members)));
        return labelled;
    }
}
