package io.tributary.loadtest.report;

import java.util.Arrays;
import java.util.List;

/**
 * A benchmark of the report.
 *
 * @param what it measures, in words
 * @param command that measures it, from the root of the project
 * @param wanted targets of its figures; a figure without one is shown alone
 */
record Row(String what, List<String> command, List<Wanted> wanted) {
    /** Those of the report, which take about a quarter of an hour on two quiet cores. */
    static final List<Row> ALL = List.of(
            of("a round of 10 devices x 6.65 MB, no training", "loadtest/bench round 1663370 10 12",
                    Wanted.atMost("median round", 0.3), Wanted.atMost("first round / median", 2),
                    Wanted.atMost("coordinator's peak RSS", 163)),
            of("a round of 8 devices x 95.6 MB, no training", "loadtest/bench round 23900000 8 5",
                    Wanted.atMost("median round", 3), Wanted.atMost("first round / median", 2),
                    Wanted.atMost("coordinator's peak RSS", 341)),
            of("a round of 10 devices x 31 kB, no training", "loadtest/bench round 7850 10 100"),
            of("closing a round of 10 x 1.66 M values", "loadtest/bench aggregate 10 1663370 15 mean sealed-mean",
                    Wanted.atLeast("mean, threads 2 / 1", 1.6)),
            of("closing a round of 8 x 23.9 M values", "loadtest/bench aggregate 8 23900000 5 mean sealed-mean",
                    Wanted.atLeast("mean / stream, 2 threads", 0.8), Wanted.atLeast("sealed-mean, 2 threads", 6)),
            of("devices that enrol and open a session", "loadtest/bench enrol 4000 1000",
                    Wanted.atMost("CPU of the coordinator a device", 2), Wanted.atMost("refused of a crowd", 0)),
            of("the memory of a device, 95.6 MB", "loadtest/bench device 23900000",
                    Wanted.atMost("smallest heap of a device", 351)),
            of("rounds of a model larger than the heap, 200 MB at 64 MB", "loadtest/bench large 50000000 3 2 -Xmx64m",
                    Wanted.atMost("directory / model", 6)),
            of("a training step beside a bare loop", "loadtest/bench step 2"),
            of("the quickstart in a fresh JVM", "loadtest/bench run examples/configs/quickstart.yaml",
                    Wanted.atMost("wall time", 25), Wanted.atMost("round 1 / last round", 2)));

    private static Row of(String what, String command, Wanted... wanted) {
        return new Row(what, Arrays.asList(command.split(" ", -1)), List.of(wanted));
    }
}
