package io.tributary.learning.text;

import io.tributary.learning.Examples;

/** Texts as values of their words' buckets. Only the buckets are kept, not the values, most of which are 0. Immutable, thread-safe. */
public final class TextExamples implements Examples {
    private final HashedWords words;
    private final int[][] texts;
    private final int[] labels;

    /**
     * Examples of texts.
     *
     * @param words how they become values
     * @param texts the buckets of each, at least one text
     * @param labels class of each text
     */
    public TextExamples(HashedWords words, int[][] texts, int[] labels) {
        if (texts.length == 0 || texts.length != labels.length) {
            throw new IllegalArgumentException("each of at least 1 text needs a label, found " + texts.length
                    + " texts and " + labels.length + " labels");
        }
        this.words = words;
        this.texts = texts.clone();
        this.labels = labels.clone();
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, float[] into, int offset) {
        words.write(texts[index], into, offset);
    }
}
