package io.tributary.experiments.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reports as runs write them, with what a comparison reads. */
public final class Reports {
    private Reports() {}

    /** A run of three rounds of one second and 100 bytes each, whose accuracy rises evenly to the last one. */
    public static void write(Path folder, long seed, double accuracy, String settings) throws IOException {
        write(folder, seed, "finished", accuracy, settings);
    }

    /** The same, ended in another way. */
    public static void write(Path folder, long seed, String status, double accuracy, String settings)
            throws IOException {
        StringBuilder rounds = new StringBuilder();
        for (int round = 1; round <= 3; round++) {
            rounds.append(round == 1 ? "" : ",").append(String.format(Locale.ROOT, """
                    {"round": %d, "accuracy": %s, "loss": %s, "bytesUp": 100, "bytesDown": 200,
                     "seconds": {"select": 0.25, "train": 0.25, "upload": 0.25, "aggregate": 0.25, "evaluate": 9}}""",
                    round, accuracy * round / 3, 3.0 / round));
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.json"), String.format(Locale.ROOT, """
                {"name": "small", "seed": %d, "status": "%s", "rounds": [%s], "final": {"accuracy": %s},
                 "devices": {"worstTenth": %s}, "totalSeconds": 5, "settings": %s}""", seed, status, rounds, accuracy,
                accuracy / 2, settings));
    }
}
