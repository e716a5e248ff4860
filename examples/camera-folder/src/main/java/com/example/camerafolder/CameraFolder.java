package com.example.camerafolder;

import io.tributary.client.ClientBuilder;
import io.tributary.client.FederatedClient;
import io.tributary.client.event.ClientEvent;
import io.tributary.client.event.ClientListener;
import io.tributary.client.event.ClientState;
import io.tributary.client.serving.EdgeModel;
import io.tributary.learning.device.ExampleFiles;
import io.tributary.learning.image.ImageDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A camera that learns with others from the pictures in its folder, run after run of the model {@value #MODEL}, and says what is on other
 * pictures by the newest version that came.
 */
public final class CameraFolder implements AutoCloseable {
    /** The one model that this product is for. */
    static final String MODEL = "camera";

    private final FederatedClient client;

    /**
     * Begins to take part, in the background.
     *
     * @param directory keeps the device's state
     * @param trust a copy of the coordinator's folder {@code trust}
     * @param images a folder for each class, named by it, with JPEG or PNG files in it
     * @param token from an operator, where one is needed
     * @param told hears of each step
     */
    CameraFolder(URI coordinator, String name, int number, Path directory, Path trust, Path images,
            Optional<String> token, ClientListener told) throws IOException {
        ClientBuilder settings = FederatedClient.builder().coordinator(coordinator).device(name).deviceIndex(number)
                .directory(directory).trust(trust).models(MODEL).examples(ExampleFiles.fromFolder(images))
                .listener(told);
        token.ifPresent(settings::enrolmentToken);
        client = settings.build();
        client.start();
    }

    /** Arguments: the coordinator's address, the device's name and number, its directory, the folder trust, its images, and a token's file. */
    public static void main(String[] args) throws IOException {
        if (args.length < 6 || args.length > 7) {
            System.err.println("usage: camera-folder COORDINATOR NAME NUMBER DIRECTORY TRUST IMAGES [TOKEN_FILE]");
            System.exit(2);
        }
        Optional<String> token =
                args.length < 7 ? Optional.empty() : Optional.of(Files.readString(Path.of(args[6])).strip());
        try (CameraFolder camera = new CameraFolder(URI.create(args[0]), args[1], Integer.parseInt(args[2]),
                Path.of(args[3]), Path.of(args[4]), Path.of(args[5]), token, CameraFolder::print)) {
            camera.answer(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())));
        }
    }

    /** For each line, which names a picture, what is on it. Ends with the lines. */
    private void answer(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                System.out.println(line + ": " + classify(Path.of(line.strip())));
            } catch (IOException | IllegalStateException wrong) {
                System.out.println(line + ": " + wrong.getMessage() + "; the device is " + state().words());
            }
        }
    }

    private static void print(ClientEvent event) {
        if (event instanceof ClientEvent.Served served) {
            System.out.println("version " + served.version() + " of " + served.model() + " is here");
        } else if (event instanceof ClientEvent.Declined declined) {
            System.out.println("round " + declined.round() + " is declined: " + declined.why());
        } else if (event instanceof ClientEvent.Waiting waiting) {
            System.out.println("waiting for " + waiting.what());
        }
    }

    /** What it does at this moment. */
    ClientState state() {
        return client.state();
    }

    /** The classes that the newest model knows, those of other cameras too. */
    List<String> labels() {
        return model().modelSignature().labels();
    }

    /** The most probable class. */
    String classify(Path image) throws IOException {
        List<Integer> input = model().spec().input();
        return model().classify(new ImageDecoder(input.get(0), input.get(1), input.get(2)).decode(image)).label();
    }

    private EdgeModel model() {
        return client.model(MODEL).orElseThrow(() -> new IllegalStateException("no model has come yet"));
    }

    @Override
    public void close() {
        client.close();
    }
}
