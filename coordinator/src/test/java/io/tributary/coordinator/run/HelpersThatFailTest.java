package io.tributary.coordinator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Plans;
import io.tributary.coordinator.cluster.Cluster;
import io.tributary.coordinator.cluster.ClusterNode;
import io.tributary.coordinator.cluster.RangeWorker;
import io.tributary.coordinator.registry.PartIndex;
import io.tributary.coordinator.store.Fence;
import io.tributary.coordinator.store.StaleEpochException;
import io.tributary.coordinator.store.StoreException;
import io.tributary.learning.LocalTrainer;
import io.tributary.learning.TrainingException;
import io.tributary.protocol.parameters.ChunkRange;
import io.tributary.protocol.plan.ModelManifest.Content;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever becomes of members that help to close a round, the round is closed, with the same model; or what is wrong is noticed. */
class HelpersThatFailTest {
    private static final String CLUSTER = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final LocalTrainer NOBODY = _ -> {
        throw new TrainingException("nothing is trained here");
    };
    private static final List<ClusterNode> NODES = new ArrayList<>();

    private final Team team = new Team(Plans.fedAdam(), NOBODY);

    /** Lets nobody through before somebody has come to another gate. */
    private static final class Meeting {
        private final CountDownLatch came = new CountDownLatch(1);

        void come() {
            came.countDown();
        }

        Object await(Ports.Call call) throws Throwable {
            assertTrue(came.await(30, TimeUnit.SECONDS), "nobody came");
            return call.make();
        }
    }

    @BeforeAll
    static void startTwo() {
        NODES.add(Team.start(CLUSTER, "owner", NODES));
        NODES.add(Team.start(CLUSTER, "helper", NODES));
    }

    @AfterAll
    static void closeTwo() {
        NODES.forEach(ClusterNode::close);
        NODES.clear();
    }

    @BeforeEach
    void nobodyHelps() {
        NODES.get(1).ranges().orElseThrow().stop();
    }

    @AfterEach
    void close() {
        team.close();
    }

    private static boolean writes(String what) {
        return what.equals("ObjectWriter.append");
    }

    /** An owner that writes nothing before somebody comes to the meeting. */
    private Team.Member ownerAfter(Meeting meeting, Duration patience) {
        return team.join(NODES.getFirst(), 1,
                (what, _, call) -> writes(what) ? meeting.await(call) : call.make(), patience);
    }

    /** The model that one member alone makes of the same updates. */
    private static Content alone() throws Exception {
        try (Team other = new Team(Plans.fedAdam(), NOBODY)) {
            return other.close(other.join(NODES.getFirst(), 1), 1).manifest().content();
        }
    }

    @Test
    void whatKilledMembersTookIsWorkedOffByTheOwner() throws Exception {
        Content expected = alone();
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        Meeting killed = new Meeting();
        Team.Member owner = ownerAfter(killed, LONG);
        List<ClusterNode> victims = new ArrayList<>();
        for (String name : List.of("victim-1", "victim-2")) {
            ClusterNode victim = Team.start(CLUSTER, name, List.of(NODES.getFirst()));
            victims.add(victim);
            team.join(victim, 1, (what, _, call) -> {
                if (writes(what)) {
                    both.countDown();
                    never.await();
                }
                return call.make();
            }, LONG);
        }
        Thread killer = Thread.ofVirtual().start(() -> {
            try {
                assertTrue(both.await(30, TimeUnit.SECONDS), "the helpers took nothing");
                victims.forEach(Cluster::kill);
                killed.come();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });

        assertEquals(expected, team.close(owner, 1).manifest().content());
        killer.join();
        never.countDown();
    }

    @Test
    void whatAMemberWhoseStorageBreaksTookIsWorkedOffByTheOwner() throws Exception {
        Content expected = alone();
        Meeting broke = new Meeting();
        Team.Member owner = ownerAfter(broke, LONG);
        team.join(NODES.get(1), 2, (what, _, call) -> {
            if (writes(what)) {
                broke.come();
                throw new StoreException("the disk of the helper is full");
            }
            return call.make();
        }, LONG);

        assertEquals(expected, team.close(owner, 1).manifest().content());
    }

    @Test
    void anOwnerThatLosesTheClusterGoesOnAlone() throws Exception {
        Content expected = alone();
        ClusterNode node = Team.start(CLUSTER, "lonely", List.of(NODES.getFirst()));
        AtomicInteger once = new AtomicInteger();
        Team.Member owner = team.join(node, 2, (what, _, call) -> {
            if (writes(what) && once.getAndIncrement() == 0) {
                Cluster.kill(node);
            }
            return call.make();
        }, LONG);

        assertEquals(expected, team.close(owner, 1).manifest().content());
    }

    @Test
    void aMemberThatJoinsMeanwhileTakesRangesOver() throws Exception {
        Content expected = alone();
        Meeting helped = new Meeting();
        AtomicInteger once = new AtomicInteger();
        Team.Member owner = team.join(NODES.getFirst(), 1, (what, _, call) -> {
            if (writes(what) && once.getAndIncrement() == 0) {
                team.join(NODES.get(1), 1, (does, _, called) -> {
                    if (writes(does)) {
                        helped.come();
                    }
                    return called.make();
                }, LONG);
                return helped.await(call);
            }
            return call.make();
        }, LONG);

        assertEquals(expected, team.close(owner, 1).manifest().content());
        assertEquals(3, team.packs(), "one of version 0, and one of each writer of version 1");
    }

    @Test
    void aMemberWithMoreCoresGetsMoreTasksAndOneWhoseCoresAreBusyNone() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        Team.Member owner = team.join(NODES.getFirst(), 1, (what, _, call) -> {
            if (writes(what)) {
                assertTrue(three.await(30, TimeUnit.SECONDS), "fewer than three tasks at once");
            }
            return call.make();
        }, LONG);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        Team.Member helper = team.join(NODES.get(1), 4, (what, _, call) -> {
            if (!what.equals("ObjectStore.write")) {
                return call.make();
            }
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            three.countDown();
            assertTrue(three.await(30, TimeUnit.SECONDS), "fewer than three tasks at once");
            now.decrementAndGet();
            return call.make();
        }, LONG);
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        Thread own = Thread.ofVirtual().start(() -> {
            try {
                helper.threads().run(new ChunkRange(0, 1), _ -> {
                    busy.countDown();
                    done.await();
                    return 1;
                });
            } catch (Exception unexpected) {
                throw new IllegalStateException(unexpected);
            }
        });
        assertTrue(busy.await(30, TimeUnit.SECONDS));

        team.close(owner, 1);

        assertEquals(3, most.get(), "4 cores, one of which works for a round of the member itself");
        done.countDown();
        own.join();
    }

    @Test
    void twoResultsOfOneRangeAreCompared() {
        Meeting takenOver = new Meeting();
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger written = new AtomicInteger();
        Team.Member owner = team.join(NODES.getFirst(), 1, (what, _, call) -> {
            // Three appends a chunk: the model's, and two that FedAdam remembers. The last range was the liar's.
            if (writes(what) && written.incrementAndGet() == 3 * (Team.CHUNKS - 1) + 1) {
                takenOver.come();
                assertTrue(answered.await(30, TimeUnit.SECONDS), "the helper gave no answer");
                Thread.sleep(1_000);
            }
            return call.make();
        }, Duration.ofMillis(300));
        NODES.get(1).ranges().orElseThrow().serve(new Liar(takenOver, answered));

        IllegalStateException noticed = assertThrows(IllegalStateException.class, () -> team.close(owner, 1));

        assertTrue(String.valueOf(noticed.getMessage()).contains("gave one result on"), noticed::getMessage);
        assertEquals(0, team.newest(), "no version is made of it");
    }

    @Test
    void bytesInAPackThatAreNotThoseOfItsHashesAreNoticed() throws Exception {
        Content expected = alone();
        Meeting wrote = new Meeting();
        Team.Member owner = ownerAfter(wrote, LONG);
        team.join(NODES.get(1), 1, (what, arguments, call) -> {
            if (writes(what)) {
                wrote.come();
                ByteBuffer bytes = (ByteBuffer) arguments[0];
                bytes.put(bytes.limit() - 1, (byte) (bytes.get(bytes.limit() - 1) ^ 1));
            }
            return call.make();
        }, LONG);

        assertThrows(StoreException.class, () -> team.close(owner, 1));
        assertEquals(0, team.newest(), "no version is made of it");
        assertEquals(expected, team.close(owner, 1).manifest().content(), "the next attempt is without it");
    }

    @Test
    void nobodyWorksForWhoOwnedTheRunOnce() {
        AtomicInteger written = new AtomicInteger();
        Team.Member owner = team.join(NODES.getFirst(), 1);
        team.join(NODES.get(1), 2, (what, _, call) -> {
            written.addAndGet(writes(what) ? 1 : 0);
            return call.make();
        }, LONG);
        assertThrows(StaleEpochException.class, () -> team.closeAs(new Fence(team.fence.run(), 0), owner, 1));
        assertEquals(0, written.get());
    }

    /** Takes one range, answers when the owner has worked it off itself, and says something else than is true. */
    private record Liar(Meeting late, CountDownLatch answered) implements RangeWorker {
        @Override
        public int freeCores() {
            return 1;
        }

        @Override
        public byte[] work(byte[] order, Supplier<OptionalInt> next) {
            OptionalInt number = next.get();
            if (number.isEmpty()) {
                return RangeAnswer.none().encode();
            }
            try {
                late.await(() -> null);
            } catch (Throwable nobody) {
                return RangeAnswer.failed("nobody worked it off").encode();
            }
            answered.countDown();
            return new RangeAnswer("", Map.of(number.getAsInt(), new byte[3 * 32]), PartIndex.none()).encode();
        }

        @Override
        public void ended(String job) {}
    }
}
