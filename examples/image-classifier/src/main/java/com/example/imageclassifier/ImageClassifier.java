package com.example.imageclassifier;

import io.tributary.client.FederatedClient;
import io.tributary.client.serving.EdgeModel;
import io.tributary.learning.device.ExampleFiles;
import io.tributary.learning.djl.DjlPredictorLoader;
import io.tributary.learning.image.ImageDecoder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A device that learns from its own images with others, and classifies images with the model that came back. */
public final class ImageClassifier implements AutoCloseable {
    /** What the plan's network is given: height, width, and 1 channel, which is grey. */
    static final int SIDE = 28;

    private final ImageDecoder decoder = new ImageDecoder(SIDE, SIDE, 1);
    private final FederatedClient client;

    /** The directory keeps the device's state and holds {@code trust.json}; the coordinator enrols the device at its first start. */
    ImageClassifier(URI coordinator, String name, int index, Path directory, Path images) throws IOException {
        this.client = FederatedClient.builder().coordinator(coordinator).device(name).deviceIndex(index)
                .directory(directory).examples(ExampleFiles.fromFolder(images))
                .predictorLoader(new DjlPredictorLoader()).endsWithRuns().build();
    }

    /** Arguments: the coordinator's address, the device's name and number, its directory, its images, and one to classify. */
    public static void main(String[] args) throws Exception {
        if (args.length != 6) {
            System.err.println("usage: image-classifier COORDINATOR NAME NUMBER DIRECTORY IMAGES IMAGE");
            System.exit(2);
        }
        try (ImageClassifier device = new ImageClassifier(URI.create(args[0]), args[1], Integer.parseInt(args[2]),
                Path.of(args[3]), Path.of(args[4]))) {
            device.learn();
            System.out.println(device.classify(Path.of(args[5])));
        }
    }

    /**
     * Takes part until the coordinator's runs have ended. An application that goes on meanwhile, and stays for the next run, leaves
     * {@code endsWithRuns()} out and calls {@code client.start()}.
     */
    void learn() throws Exception {
        client.run();
    }

    /** The most probable class, by the newest verified model. */
    String classify(Path image) throws IOException {
        EdgeModel model = client.model().orElseThrow(() -> new IllegalStateException("no model has come yet"));
        return model.classify(decoder.decode(image)).label();
    }

    @Override
    public void close() {
        client.close();
    }
}
