package io.tributary.learning.device;

import io.tributary.learning.BadExampleException;
import io.tributary.learning.array.LabelledArrays;
import io.tributary.learning.table.TableFormat;
import io.tributary.learning.table.TableReader;
import io.tributary.protocol.plan.DataSignature;
import java.nio.file.Path;
import java.util.List;

/** Reads a device's own files. All are bounded, and what is wrong is said in one line with its file. */
public final class ExampleFiles {
    private ExampleFiles() {}

    /**
     * The JPEG and PNG images of a folder {@code class/image}, found now and decoded when they are read, in the size and the colours that a
     * model takes. Classes are called as their folders; a folder without an image is no class. Pixels are kept in memory while they take no
     * more than a quarter of the heap.
     *
     * @throws BadExampleException naming the file or folder that is not as it must be
     */
    public static DeviceExamples fromFolder(Path folder) throws BadExampleException {
        return ImageFolder.open(folder);
    }

    /**
     * The rows of a file of comma-separated values (RFC 4180) in UTF-8, whose first row names the columns. For another separator, no such row
     * or several files there is {@link TableReader}.
     *
     * @param format what each column is; in the file they may be in another order, among others
     * @throws BadExampleException naming the file, the line and the column that is not as it must be
     */
    public static DeviceExamples csv(Path file, TableFormat format) throws BadExampleException {
        TableReader rows = new TableReader(format, ',', true);
        rows.read(file);
        return DeviceExamples.of(rows.examples(), List.of(format.width()),
                DataSignature.of(format.classes(), format.meaning()));
    }

    /**
     * Two arrays of NumPy's: examples, [examples, values] up to [examples, a, b, c, d], and the class of each as a whole number. Unsigned bytes are
     * read as k/255, and are images if their examples are [height, width] or [height, width, 1 or 3]; other numbers are read as they are.
     *
     * @param where a folder with files {@code NAME.npy}, or an archive {@code .npz}
     * @param examples name of the array of examples
     * @param classes name of the array of classes
     * @param labels what classes 0, 1, ... are called, at least 1
     * @throws BadExampleException naming the array that is not as it must be; arrays of objects are refused, and nothing is unpickled
     */
    public static DeviceExamples npy(Path where, String examples, String classes, List<String> labels)
            throws BadExampleException {
        LabelledArrays arrays = LabelledArrays.read(where, examples, classes, labels.size());
        return DeviceExamples.of(arrays.examples(), arrays.shape(), DataSignature.of(labels, arrays.meaning()));
    }
}
