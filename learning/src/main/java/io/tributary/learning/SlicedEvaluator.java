package io.tributary.learning;

import java.util.List;

/**
 * An evaluator whose examples are cut into slices that may be measured in several processes. Put together they give what
 * {@link #evaluate} gives, to the last bit, so how the examples are cut follows from them and the network alone. Thread-safe.
 */
public interface SlicedEvaluator extends Evaluator {
    /** Number of slices, at least 1. */
    int slices();

    /** Number of examples of a slice, at least 1. */
    int examples(int slice);

    /** Number of classes that an example may be predicted as. */
    int classes();

    /** How many slices are worth measuring at once in this process, at least 1. */
    int atOnce();

    /**
     * Names the examples and whatever else the figures depend on, in at most 200 characters: evaluators of two processes that give other
     * figures for a model have other names. Kinds of processors may be left out of it.
     */
    String fingerprint();

    /** Opens a flat vector of the layout's size to be measured. */
    OpenModel open(float[] model);

    /**
     * What the slices come to.
     *
     * @param figures one of each slice, in their order
     */
    Evaluation together(List<SliceFigures> figures);

    /** A model that slices are measured of, by any number of threads at once; not to be closed while one does. */
    interface OpenModel extends AutoCloseable {
        /** Measures the examples of a slice. */
        SliceFigures measure(int slice);

        @Override
        void close();
    }
}
