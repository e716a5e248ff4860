package io.tributary.coordinator.store.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.coordinator.store.AuditStore.Row;
import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.LastWritten;
import io.tributary.coordinator.store.RowPorts;
import io.tributary.coordinator.store.StoreException;
import io.tributary.protocol.plan.SignedDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of writes that wait for the same disk is shared, and what is each one's own. */
class GroupCommitTest {
    private static final int WAITING = 10;

    private final List<LastWritten> commits = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private boolean broken;
    private SqlStores stores;

    @BeforeEach
    void open(@TempDir Path directory) {
        stores = SqlStores.open(directory.resolve("tributary.db"), new RowPorts.Hand(), UUID.randomUUID().toString(),
                last -> {
                    if (broken) {
                        throw new StoreException("the head cannot be written");
                    }
                    commits.add(last);
                });
        commits.clear();
    }

    @AfterEach
    void close() {
        stores.close();
        threads.close();
    }

    private static SignedDocument document(int content) {
        return new SignedDocument(new byte[] {(byte) content}, new byte[64], new byte[32]);
    }

    /** Has entries written that all wait until one that came before them is over; every fourth cannot be made. */
    private List<Future<Row>> writeWhileAnotherWrites() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        List<Future<Row>> rows = new ArrayList<>();
        rows.add(threads.submit(() -> stores.audit().append(_ -> {
            begun.countDown();
            await(first);
            return document(0);
        })));
        await(begun);
        for (int i = 1; i <= WAITING; i++) {
            int entry = i;
            CountDownLatch comes = new CountDownLatch(1);
            Thread[] writer = new Thread[1];
            rows.add(threads.submit(() -> {
                writer[0] = Thread.currentThread();
                comes.countDown();
                return stores.audit().append(_ -> {
                    if (entry % 4 == 0) {
                        throw new DamagedException("entry " + entry);
                    }
                    return document(entry);
                });
            }));
            await(comes);
            while (writer[0].getState() != Thread.State.WAITING) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        first.countDown();
        return rows;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void writesThatWaitForOneAreCommittedTogetherInTheirOrder() throws Exception {
        List<Future<Row>> rows = writeWhileAnotherWrites();
        List<Row> written = new ArrayList<>();
        for (int i = 0; i <= WAITING; i++) {
            if (i == 0 || i % 4 != 0) {
                written.add(rows.get(i).get());
            }
        }

        assertEquals(2, commits.size(), "one transaction for the first, one for all that waited");
        assertEquals(written, stores.audit().after(0, 100));
        assertEquals(written.size(), commits.getLast().audit().number());
    }

    @Test
    void aWriteThatFailsHarmsNoOtherAndTellsOnlyItsOwnThread() throws Exception {
        List<Future<Row>> rows = writeWhileAnotherWrites();

        for (int failing : new int[] {4, 8}) {
            Throwable why = assertThrows(ExecutionException.class, rows.get(failing)::get).getCause();
            assertEquals("entry " + failing, assertInstanceOf(DamagedException.class, why).getMessage());
        }
        for (int i : new int[] {3, 5, 9}) {
            assertEquals(document(i), rows.get(i).get().document());
        }
    }

    @Test
    void noWriterOfATransactionHearsOfSuccessWhenItsHeadCannotBeWritten() throws Exception {
        broken = true;
        for (Future<Row> row : writeWhileAnotherWrites()) {
            assertInstanceOf(StoreException.class, assertThrows(ExecutionException.class, row::get).getCause());
        }
    }

    @Test
    void aTransactionOfWhichEveryWriteFailsIsNone() {
        assertThrows(DamagedException.class, () -> stores.audit().append(_ -> {
            throw new DamagedException("altered");
        }));
        assertEquals(List.of(), commits);
        assertEquals(List.of(), stores.audit().after(0, 1));
    }

    @Test
    void aWriteWithinAWriteIsRefused() {
        assertThrows(IllegalStateException.class,
                () -> stores.audit().append(_ -> stores.audit().append(_ -> document(1)).document()));
        assertEquals(List.of(), stores.audit().after(0, 1));
    }
}
