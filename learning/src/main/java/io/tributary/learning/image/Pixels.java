package io.tributary.learning.image;

/**
 * A decoded image.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 for grey, 3 for colour
 * @param values unsigned, HWC order
 */
record Pixels(int height, int width, int channels, byte[] values) {
    /** The same image in grey or colour. */
    Pixels to(int wanted) {
        if (wanted == channels) {
            return this;
        }
        return wanted == 1 ? toGrey() : toColour();
    }

    private Pixels toGrey() {
        byte[] grey = new byte[height * width];
        for (int i = 0, from = 0; i < grey.length; i++, from += 3) {
            int luma = 299 * (values[from] & 0xFF) + 587 * (values[from + 1] & 0xFF) + 114 * (values[from + 2] & 0xFF);
            grey[i] = (byte) ((luma + 500) / 1000);
        }
        return new Pixels(height, width, 1, grey);
    }

    private Pixels toColour() {
        byte[] colour = new byte[values.length * 3];
        for (int i = 0; i < values.length; i++) {
            colour[3 * i] = values[i];
            colour[3 * i + 1] = values[i];
            colour[3 * i + 2] = values[i];
        }
        return new Pixels(height, width, 3, colour);
    }
}
