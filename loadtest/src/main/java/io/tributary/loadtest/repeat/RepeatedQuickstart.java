package io.tributary.loadtest.repeat;

import io.tributary.experiments.deployment.RunRequest;
import io.tributary.experiments.run.LoopbackRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The quickstart again and again in one JVM; after each run, what the process still holds. Takes the number of times, 5 if left out. */
public final class RepeatedQuickstart {
    private static final int USUAL_TIMES = 5;
    private static final double MEGA = 1e6;

    private RepeatedQuickstart() {}

    /** Takes the number of times. */
    public static void main(String[] args) throws Exception {
        int times = args.length > 0 ? Integer.parseInt(args[0]) : USUAL_TIMES;
        System.out.println("run  threads  sockets  RSS MB  heap MB  temporary files");
        print(0, Remains.now());
        for (int run = 1; run <= times; run++) {
            quickstart();
            print(run, Remains.now());
        }
    }

    private static void quickstart() throws Exception {
        Path out = Files.createTempDirectory(Path.of("target"), "repeated-quickstart-");
        new LoopbackRunner().run(
                new RunRequest.Fresh(Path.of("examples/configs/quickstart.yaml"), List.of(), Optional.of(out), false,
                        false),
                new Silence());
    }

    private static void print(int run, Remains left) {
        System.out.printf(Locale.ROOT, "%3d  %7d  %7d  %6.0f  %7.0f  %15d%n", run, left.threads(), left.sockets(),
                left.residentBytes() / MEGA, left.heapBytes() / MEGA, left.temporaryFiles());
    }
}
