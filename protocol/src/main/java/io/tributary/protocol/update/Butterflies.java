package io.tributary.protocol.update;

/**
 * The Walsh-Hadamard transform of a power of two of values, not scaled: at each of the distances 1, 2, 4, ... every two values that
 * far apart become their sum and their difference. Every sum has its place, so that the bits are the same on every JVM; how many
 * distances one pass over the values takes changes none of them.
 */
final class Butterflies {
    /** Values that stay in the first cache while all distances below theirs are taken. */
    private static final int TILE = 4096;

    private static final int SHORT = 64;

    private Butterflies() {}

    /** Transforms {@code x[from .. from + size)}. */
    static void transform(float[] x, int from, int size) {
        int tile = Math.min(TILE, size);
        for (int start = from; start < from + size; start += tile) {
            levels(x, start, tile, eights(x, start, tile));
        }
        levels(x, from, size, tile);
    }

    /** Three distances a pass while they are too short for vectors. */
    private static int eights(float[] x, int from, int size) {
        int distance = 1;
        for (; distance < SHORT && 8 * distance <= size; distance *= 8) {
            for (int block = from; block < from + size; block += 8 * distance) {
                for (int i = block; i < block + distance; i++) {
                    eight(x, i, distance);
                }
            }
        }
        return distance;
    }

    /** Two distances a pass, from the first on; the last alone if it is left over. */
    private static void levels(float[] x, int from, int size, int first) {
        int distance = first;
        for (; 4 * distance <= size; distance *= 4) {
            for (int block = from; block < from + size; block += 4 * distance) {
                run(x, block, distance);
            }
        }
        if (distance < size) {
            for (int i = from; i < from + distance; i++) {
                two(x, i, distance);
            }
        }
    }

    /** Every distance has a loop of its own: the compiler makes vectors of neighbours only if it knows how far apart they read. */
    private static void run(float[] x, int from, int distance) {
        switch (distance) {
            case 64 -> run64(x, from);
            case 256 -> run256(x, from);
            case 1024 -> run1024(x, from);
            case 4096 -> run4096(x, from);
            case 16384 -> run16384(x, from);
            default -> {
                for (int i = from; i < from + distance; i++) {
                    four(x, i, distance);
                }
            }
        }
    }

    private static void run64(float[] x, int from) {
        for (int i = from; i < from + 64; i++) {
            four(x, i, 64);
        }
    }

    private static void run256(float[] x, int from) {
        for (int i = from; i < from + 256; i++) {
            four(x, i, 256);
        }
    }

    private static void run1024(float[] x, int from) {
        for (int i = from; i < from + 1024; i++) {
            four(x, i, 1024);
        }
    }

    private static void run4096(float[] x, int from) {
        for (int i = from; i < from + 4096; i++) {
            four(x, i, 4096);
        }
    }

    private static void run16384(float[] x, int from) {
        for (int i = from; i < from + 16384; i++) {
            four(x, i, 16384);
        }
    }

    private static void two(float[] x, int i, int distance) {
        float a = x[i];
        float b = x[i + distance];
        x[i] = a + b;
        x[i + distance] = a - b;
    }

    private static void four(float[] x, int i, int distance) {
        float a = x[i];
        float b = x[i + distance];
        float c = x[i + 2 * distance];
        float d = x[i + 3 * distance];
        float ab = a + b;
        float ba = a - b;
        float cd = c + d;
        float dc = c - d;
        x[i] = ab + cd;
        x[i + distance] = ba + dc;
        x[i + 2 * distance] = ab - cd;
        x[i + 3 * distance] = ba - dc;
    }

    /** At three distances; with its sums in variables, each value is read and written once. */
    private static void eight(float[] x, int i, int distance) {
        float a = x[i];
        float b = x[i + distance];
        float c = x[i + 2 * distance];
        float d = x[i + 3 * distance];
        float e = x[i + 4 * distance];
        float f = x[i + 5 * distance];
        float g = x[i + 6 * distance];
        float h = x[i + 7 * distance];
        float a1 = a + b;
        float b1 = a - b;
        float c1 = c + d;
        float d1 = c - d;
        float e1 = e + f;
        float f1 = e - f;
        float g1 = g + h;
        float h1 = g - h;
        float a2 = a1 + c1;
        float c2 = a1 - c1;
        float b2 = b1 + d1;
        float d2 = b1 - d1;
        float e2 = e1 + g1;
        float g2 = e1 - g1;
        float f2 = f1 + h1;
        float h2 = f1 - h1;
        x[i] = a2 + e2;
        x[i + 4 * distance] = a2 - e2;
        x[i + distance] = b2 + f2;
        x[i + 5 * distance] = b2 - f2;
        x[i + 2 * distance] = c2 + g2;
        x[i + 6 * distance] = c2 - g2;
        x[i + 3 * distance] = d2 + h2;
        x[i + 7 * distance] = d2 - h2;
    }
}
