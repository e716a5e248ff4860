package io.tributary.learning.architecture;

/** A stack of layers that cannot be built. The message names the layer, what it is given, and what would fit. */
public final class BadLayerException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int index;

    BadLayerException(int index, String message) {
        super(message);
        this.index = index;
    }

    /** Place of the layer in the stack, from 0. */
    public int index() {
        return index;
    }
}
