package io.tributary.aggregation.range;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.parameters.ChunkRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Names what a range gave by what is in it: lists, numbers by their bits, texts, hashes and ranges. */
final class ContentName {
    private final MessageDigest digest = Sha256.algorithm();

    private ContentName() {}

    /** @throws IllegalArgumentException if it holds something else: it could not come from another process */
    static Sha256 of(Object result) {
        ContentName name = new ContentName();
        name.add(result);
        return Sha256.finish(name.digest);
    }

    private void add(Object part) {
        switch (part) {
            case ChunkRange range -> begin('r', 2).numbers(range.from(), range.to());
            case Integer number -> begin('i', 1).numbers(number);
            case Sha256 hash -> begin('h', Sha256.BYTES).digest.update(hash.bytes());
            case String text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                begin('s', bytes.length).digest.update(bytes);
            }
            case double[] values -> {
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
                bytes.asDoubleBuffer().put(values);
                begin('d', values.length).digest.update(bytes);
            }
            case List<?> list -> {
                begin('l', list.size());
                list.forEach(this::add);
            }
            default -> throw new IllegalArgumentException("a range gave a " + part.getClass().getName()
                    + ", which has no name by content");
        }
    }

    /** Kind and length before the content, so that no two contents give the same bytes. */
    private ContentName begin(char kind, int length) {
        numbers(kind, length);
        return this;
    }

    private void numbers(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        bytes.asIntBuffer().put(numbers);
        digest.update(bytes);
    }
}
