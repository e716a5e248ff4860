package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.ObjectStoreContract;
import io.tributary.coordinator.store.PartStore;
import io.tributary.coordinator.store.memory.MemoryStores;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What objects in a bucket promise beyond the port's suite. */
class S3ObjectStoreTest {
    @TempDir
    private Path directory;
    private final List<S3ObjectStore> opened = new ArrayList<>();
    private final PartStore rows = new MemoryStores(InstantSource.system()).parts();
    private final S3Settings settings = S3Server.settings(S3Server.endpoint(), S3Server.bucket());

    /** A member of the bucket. */
    private S3ObjectStore member() {
        S3ObjectStore store = new S3ObjectStore(settings, rows, directory.resolve("member-" + opened.size()),
                InstantSource.system());
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(S3ObjectStore::close);
    }

    @Nested
    class Contract extends ObjectStoreContract {
        @Override
        protected ObjectStore open() {
            return member();
        }

        @Override
        protected Optional<ObjectStore> reopenedAfterAKill() {
            return Optional.of(member());
        }

        @Override
        protected int grain() {
            return S3Multipart.LEAST;
        }

        @Override
        protected boolean readersKeepTheirs() {
            return false;
        }
    }
}
