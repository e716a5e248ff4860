package io.tributary.experiments.report;

import io.tributary.experiments.SampleRuns;
import io.tributary.protocol.message.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reports with content such as runs give it. */
final class SampleReports {
    static final List<String> CLASSES =
            List.of("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker",
                    "Bag", "Ankle boot");
    private static final String CONFIG =
            """
                    name: fashion-mnist
                    model:   { architecture: fedavg-cnn }
                    data:    { source: idx, path: ../shared/data/fashion-mnist, partition: { dirichlet: 0.5 }, devices: 100 }
                    train:   { rounds: 30, cohort: 12, localEpochs: 1, batchSize: 10, optimizer: { sgd: { learningRate: 0.1 } } }
                    strategy: { rule: mean }
                    round:   { close: all, deadline: 60s }
                    expect:  { accuracy: ">= 0.85" }
                    seed: 1
                    """;

    private SampleReports() {}

    static ReportInput named(String name) {
        return with(name, SampleRuns.realistic(30), Expectation.of(List.of(), List.of()), CONFIG);
    }

    static ReportInput with(String name, RunView run, Expectation expectation, String config) {
        return new ReportInput(name, 1, RunState.of(run),
                new FinalModel(29, "c0ffee".repeat(10) + "abcd", true, 0.9312),
                expectation,
                CLASSES, DataLeftOut.of(List.of(new DataLeftOut.File("pictures/dog/cut.png", "broken image"))),
                new FinalFigures(IntStream.range(0, 12).mapToObj(SampleReports::sample).toList(), devices(100)),
                new ConfigUsed(config, Map.of("train.rounds", "30")),
                new Environment("25.0.1 (Vendor)", "Linux amd64", "Some CPU @ 3.00GHz", 2, 1, List.of()),
                Instant.parse("2026-02-03T04:05:06Z"), 154.3);
    }

    /** One in twenty without classes that are held out; the others are served evenly from bad to well. */
    static List<DeviceFigures> devices(int count) {
        return IntStream.range(0, count).mapToObj(index -> new DeviceFigures("device-" + (10_000 + index), 60 + index,
                1 + index % 10, index % 20 == 7 ? null : (Double) Math.sqrt((index + 1.0) / count))).toList();
    }

    private static SamplePrediction sample(int index) {
        int channels = index % 2 == 0 ? 1 : 3;
        float[] pixels = new float[28 * 28 * channels];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / channels % 28 - 14;
            int y = i / channels / 28 - 14;
            pixels[i] =
                    (float) Math.max(0, 1.1 - Math.abs(Math.hypot(x, y * (1 + index / 9.0)) - 9) / (3 + i % channels));
        }
        return new SamplePrediction(28, 28, channels, pixels, index % 10, index == 4 ? 2 : index % 10,
                0.97 - index * 0.04);
    }
}
