package com.example.imageclassifier;

import io.tributary.learning.Examples;
import io.tributary.learning.image.FileExamples;
import io.tributary.learning.image.ImageDecoder;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.InputMeaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The images of one device: a folder for each class, named by it, with JPEG or PNG files in it. */
record ImageFolder(Path folder, ImageDecoder decoder) {
    private static final long KEEP_BYTES = 64L << 20;

    /** What the images are: grey, in classes that the plan must know by these names. */
    DataSignature signature() throws IOException {
        return DataSignature.of(classes(), InputMeaning.Image.unit(1));
    }

    /** The classes in the order of their numbers here; the model has an order of its own. */
    List<String> classes() throws IOException {
        return children(folder).stream().map(directory -> directory.getFileName().toString()).toList();
    }

    /** All images with their classes. */
    Examples examples() throws IOException {
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        List<String> classes = classes();
        for (int label = 0; label < classes.size(); label++) {
            for (Path file : children(folder.resolve(classes.get(label)))) {
                files.add(file);
                labels.add(label);
            }
        }
        return new FileExamples(files, labels.stream().mapToInt(Integer::intValue).toArray(), decoder, KEEP_BYTES);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
