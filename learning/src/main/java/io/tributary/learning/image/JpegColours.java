package io.tributary.learning.image;

import java.awt.image.Raster;

/**
 * JPEGs of four channels, which are printing inks; the JDK would take them for colours with transparency. Adobe's marker says whether they are
 * CMYK or YCCK and means that the inks are stored inverted; without it they are CMYK as is. Colours are {@code (1 - ink) * (1 - black)}.
 */
record JpegColours(int channels, boolean inverted, boolean ycck) {
    private static final int APP14 = 0xEE;
    private static final int START_OF_SCAN = 0xDA;
    private static final int YCCK = 2;

    /** Walks the segments before the first scan; other files than JPEGs have no channels. */
    static JpegColours of(byte[] jpeg) {
        JpegColours colours = new JpegColours(0, false, false);
        int at = 2;
        while (at + 16 <= jpeg.length && jpeg[at] == (byte) 0xFF && (jpeg[at + 1] & 0xFF) != START_OF_SCAN) {
            colours = colours.with(jpeg, at);
            at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | (jpeg[at + 3] & 0xFF));
        }
        return colours;
    }

    private JpegColours with(byte[] jpeg, int at) {
        int marker = jpeg[at + 1] & 0xFF;
        if (startsFrame(marker)) {
            return new JpegColours(jpeg[at + 9], inverted, ycck);
        }
        boolean adobe = marker == APP14 && jpeg[at + 4] == 'A' && jpeg[at + 5] == 'd';
        return adobe ? new JpegColours(channels, true, jpeg[at + 15] == YCCK) : this;
    }

    /** SOF0 to SOF15; C4, C8 and CC mean something else. */
    private static boolean startsFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** Whether the channels are inks. */
    boolean inks() {
        return channels == 4;
    }

    Pixels toPixels(Raster raster) {
        int width = raster.getWidth();
        byte[] values = new byte[raster.getHeight() * width * 3];
        int[] row = new int[width * 4];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                writeColour(row, x * 4, values, (y * width + x) * 3);
            }
        }
        return new Pixels(raster.getHeight(), width, 3, values);
    }

    private void writeColour(int[] row, int from, byte[] values, int at) {
        if (ycck) {
            toInks(row, from);
        }
        int light = inverted ? row[from + 3] : 255 - row[from + 3];
        for (int c = 0; c < 3; c++) {
            int colour = inverted ? row[from + c] : 255 - row[from + c];
            values[at + c] = (byte) ((colour * light + 127) / 255);
        }
    }

    /** YCbCr to three channels in place (JFIF 1.02). */
    private static void toInks(int[] row, int from) {
        double y = row[from];
        double blue = row[from + 1] - 128;
        double red = row[from + 2] - 128;
        row[from] = clamp(y + 1.402 * red);
        row[from + 1] = clamp(y - 0.344136 * blue - 0.714136 * red);
        row[from + 2] = clamp(y + 1.772 * blue);
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, Math.rint(value)));
    }
}
