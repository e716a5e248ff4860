package io.tributary.learning.device;

import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.learning.TrainingException;
import io.tributary.learning.folder.ImageFiles;
import io.tributary.learning.folder.LeftOut;
import io.tributary.learning.image.FileExamples;
import io.tributary.learning.image.ImageDecoder;
import io.tributary.protocol.plan.DataSignature;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelSignature;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The images of a folder {@code class/image}, in the size and the colours that a model takes. Thread-safe. */
public final class ImageFolder implements DeviceExamples {
    private static final int COLOUR = 3;
    private static final int PART_OF_HEAP = 4;

    private final ImageFiles found;
    private Optional<Decoded> newest = Optional.empty();

    private record Decoded(List<Integer> shape, Examples examples) {}

    private ImageFolder(ImageFiles found) {
        this.found = found;
    }

    /**
     * Finds the images, without opening any.
     *
     * @throws BadExampleException naming the file or folder that is not as it must be
     */
    public static ImageFolder open(Path folder) throws BadExampleException {
        return new ImageFolder(ImageFiles.find(folder, false, 1));
    }

    /** Names of the class folders, sorted. */
    public List<String> labels() {
        return found.classNames();
    }

    /** Files that are there and not among the examples. */
    public List<LeftOut> leftOut() {
        return found.leftOut();
    }

    /** Grey where the model takes grey, else in colour. */
    @Override
    public DataSignature signature(ModelSignature model) {
        InputMeaning wanted = model.inputs().get(0).meaning();
        return DataSignature.of(labels(), InputMeaning.Image.unit(
                wanted instanceof InputMeaning.Image image ? image.colours().channels() : COLOUR));
    }

    /** What was decoded for one shape is kept until another one is asked for. */
    @Override
    public synchronized Examples shaped(List<Integer> input) throws TrainingException {
        if (newest.isEmpty() || !newest.get().shape().equals(input)) {
            newest = Optional.of(new Decoded(List.copyOf(input), decoded(input)));
        }
        return newest.get().examples();
    }

    private Examples decoded(List<Integer> input) throws TrainingException {
        if (input.size() != 3 || (input.get(2) != 1 && input.get(2) != COLOUR)) {
            throw new TrainingException(
                    "the data of this device is images, [height, width, 1 or 3], and the model takes "
                            + input);
        }
        return new FileExamples(found.images().stream().map(ImageFiles.Image::file).toList(),
                found.images().stream().mapToInt(ImageFiles.Image::label).toArray(),
                new ImageDecoder(input.get(0), input.get(1), input.get(2)),
                Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }
}
