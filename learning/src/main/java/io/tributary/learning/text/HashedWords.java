package io.tributary.learning.text;

import io.tributary.learning.BadExampleException;
import io.tributary.protocol.plan.InputMeaning;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text, and pairs of neighbours, each in the bucket that its hash names (the hashing trick, Weinberger et al. 2009). There is no
 * vocabulary: nobody has to collect the words of all devices. A fully connected layer on the buckets adds up an embedding of each word, which
 * with a second one is the classifier of Joulin et al. (2017), "Bag of Tricks for Efficient Text Classification". The same text gives the same
 * buckets on every JVM. Immutable, thread-safe.
 */
public final class HashedWords {
    /** Longest text, in characters. */
    public static final int LONGEST = 10_000;
    /** Most buckets. */
    public static final int MOST_BUCKETS = 1 << 16;

    /** Changes with everything that changes a value: what a word is, its form, its hash, its weight. */
    private static final String NAME = "hashed-words-1";
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}']+");
    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private final int buckets;
    private final boolean pairs;

    /**
     * Buckets for words.
     *
     * @param buckets 2..{@link #MOST_BUCKETS}
     * @param pairs whether two words that follow each other have a bucket as well
     */
    public HashedWords(int buckets, boolean pairs) {
        if (buckets < 2 || buckets > MOST_BUCKETS) {
            throw new IllegalArgumentException("buckets must be 2.." + MOST_BUCKETS + ", not " + buckets);
        }
        this.buckets = buckets;
        this.pairs = pairs;
    }

    /** What the values of a text mean, as a plan says it. */
    public InputMeaning meaning() {
        return new InputMeaning.Text(NAME, buckets, pairs);
    }

    /** How many values a text becomes. */
    public int buckets() {
        return buckets;
    }

    /**
     * The buckets of a text: its words in small letters and normal form C, whatever stands between them.
     *
     * @return ascending; a bucket is named as often as something falls into it
     * @throws BadExampleException if the text is too long, or has no word
     */
    public int[] of(String text) throws BadExampleException {
        if (text.length() > LONGEST) {
            throw new BadExampleException("has " + text.length() + " characters; at most " + LONGEST + " are read");
        }
        List<String> words = new ArrayList<>();
        Matcher found = WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT));
        while (found.find()) {
            words.add(found.group());
        }
        if (words.isEmpty()) {
            throw new BadExampleException("has no word in it");
        }
        int single = words.size();
        for (int i = 1; pairs && i < single; i++) {
            words.add(words.get(i - 1) + " " + words.get(i));
        }
        return words.stream().mapToInt(this::bucket).sorted().toArray();
    }

    /**
     * Writes a text as values: 1/sqrt(n) for each of its n words and pairs, added up in their buckets, and 0 in the others.
     *
     * @param text its buckets
     * @param into gets as many values as there are buckets, from {@code offset} on
     */
    public void write(int[] text, float[] into, int offset) {
        Arrays.fill(into, offset, offset + buckets, 0);
        float one = (float) (1 / Math.sqrt(text.length));
        for (int bucket : text) {
            into[offset + bucket] += one;
        }
    }

    /** FNV-1a of 32 bits (Fowler, Noll and Vo), its halves folded together. */
    private int bucket(String word) {
        int hash = FNV_OFFSET;
        for (byte part : word.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (part & 0xff)) * FNV_PRIME;
        }
        return Integer.remainderUnsigned(hash ^ (hash >>> 16), buckets);
    }
}
