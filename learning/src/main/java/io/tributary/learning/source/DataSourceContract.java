package io.tributary.learning.source;

import io.tributary.learning.BadExampleException;
import io.tributary.learning.Examples;
import io.tributary.protocol.plugin.PlugInSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tries whether a data source keeps what {@link DataSourcePlugIn} asks, for an author's own test. Needs no test framework. */
public final class DataSourceContract {
    private DataSourceContract() {}

    /**
     * Reads a place twice, and every example of it in both orders.
     *
     * @param path some data
     * @param settings to read it with
     * @throws AssertionError saying what is not kept
     * @throws BadExampleException if the data cannot be read
     * @throws InterruptedException if it was stopped
     */
    public static void check(DataSourcePlugIn source, Optional<Path> path, PlugInSpec settings)
            throws BadExampleException, InterruptedException {
        SourcedExamples first = source.read(path, settings);
        SourcedExamples second = source.read(path, settings);
        require(said(first).equals(said(second)) && Arrays.equals(first.owners(), second.owners())
                && Arrays.equals(first.heldOut(), second.heldOut()),
                "the same place with the same settings was read as something else the second time");
        int values = first.shape().stream().reduce(1, Math::multiplyExact);
        for (int index = 0; index < first.examples().size(); index++) {
            checkExample(first.examples(), index, values);
        }
        for (int index = first.examples().size() - 1; index >= 0; index--) {
            require(first.examples().label(index) == second.examples().label(index)
                    && Arrays.equals(read(first.examples(), index, values, 0),
                            read(second.examples(), index, values, 0)),
                    "example " + index + " was read as something else the second time");
        }
    }

    private static List<Object> said(SourcedExamples read) {
        return List.of(read.examples().size(), read.shape(), read.labels(), read.meaning());
    }

    private static void checkExample(Examples examples, int index, int values) {
        float[] example = read(examples, index, values, 0);
        for (float value : example) {
            require(Float.isFinite(value), "example " + index + " has the value " + value + "; values must be finite");
        }
        require(Arrays.equals(example, read(examples, index, values, 1)),
                "example " + index + " does not begin where it was asked to, or writes beside its values");
    }

    /** Between values that must stay as they are. */
    private static float[] read(Examples examples, int index, int values, int offset) {
        float[] into = new float[offset + values + 1];
        Arrays.fill(into, Float.NaN);
        examples.read(index, into, offset);
        require(Float.isNaN(into[offset + values]) && (offset == 0 || Float.isNaN(into[0])),
                "example " + index + " writes beside its " + values + " values");
        return Arrays.copyOfRange(into, offset, offset + values);
    }

    private static void require(boolean kept, String otherwise) {
        if (!kept) {
            throw new AssertionError(otherwise);
        }
    }
}
