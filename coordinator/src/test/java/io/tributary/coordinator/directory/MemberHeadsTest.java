package io.tributary.coordinator.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.ObjectReader;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.secureagg.identity.SigningKeys;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberHeadsTest {
    private final SigningKeys keys = SigningKeys.generate(0);
    @TempDir
    Path directory;

    private ObjectStore objects() {
        return new FileObjectStore(directory);
    }

    private MemberHeads heads(String member) {
        return new MemberHeads(member, keys, InstantSource.system());
    }

    private void write() {
        try (MemberHeads writing = heads("a")) {
            writing.committed(
                    new LastWritten(7, "a".repeat(LastWritten.MARK), LastWritten.Place.NONE, LastWritten.Place.NONE));
            writing.begin(objects(), UUID.randomUUID().toString());
        }
    }

    /** The store, whose first reads fail as those of an object do that is replaced after its size was asked for. */
    private ObjectStore failing(int reads) {
        int[] left = {reads};
        return (ObjectStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ObjectStore.class},
                (_, method, arguments) -> method.getName().equals("read") && left[0]-- > 0 ? replaced()
                        : method.invoke(objects(), arguments));
    }

    private static ObjectReader replaced() {
        return new ObjectReader() {
            @Override
            public long size() {
                return 1;
            }

            @Override
            public void read(long position, ByteBuffer into) {
                throw new StoreException("the answer was 412");
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void aHeadThatItsMemberReplacesWhileItIsReadIsReadAgain() {
        write();
        List<DirectoryHead> read = heads("b").read(failing(3));
        assertEquals(List.of("a"), read.stream().map(DirectoryHead::member).toList());
    }

    @Test
    void aHeadThatCannotBeReadIsNotPassedOver() {
        write();
        ObjectStore broken = failing(Integer.MAX_VALUE);
        assertThrows(StoreException.class, () -> heads("b").read(broken));
    }
}
