package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.fake.FakeCoordinator;
import io.tributary.client.fake.Fault;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.client.internal.member.Rendezvous;
import io.tributary.protocol.Reason;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device calls at one of the members of its coordinator, and moves when that one fails or is told to. */
@Timeout(120)
final class MembersTest extends TrialTest {
    private static final int CHUNK = World.SIZES.chunkBytes(0);
    private final FakeCoordinator other = trial.coordinator.member();
    private final List<URI> both = List.of(trial.coordinator.address(), other.address());
    private final boolean first =
            Rendezvous.order(Trial.DEVICE, both).get(0).equals(trial.coordinator.address());
    private final FakeCoordinator home = first ? trial.coordinator : other;
    private final FakeCoordinator away = first ? other : trial.coordinator;

    MembersTest() {
        trial.coordinator.sessions.names(both);
    }

    @AfterEach
    void endOther() {
        other.close();
    }

    private ClientBuilder at(FakeCoordinator... configured) {
        return builder().coordinators(List.of(configured).stream().map(FakeCoordinator::address).toList());
    }

    private void runToEnd(ClientBuilder device) throws Exception {
        try (FederatedClient client = device.build()) {
            client.run();
        }
    }

    private void offer() {
        trial.coordinator.offer(1, 0, trial.deadline());
    }

    private void oneUpdateCountsAndNothingFailed() throws Exception {
        assertEquals(1, trial.coordinator.uploads().size());
        Set<DeviceMessage.Report> different = new HashSet<>(trial.coordinator.messages(DeviceMessage.Report.class));
        assertEquals(1, different.size(), different::toString);
        DeviceMessage.Report report = different.iterator().next();
        assertArrayEquals(Trial.delta(),
                trial.world.open(report, trial.coordinator.uploads().get(World.content(report).uploadId())));
        assertEquals(1, trial.tasks.size());
        assertEquals(List.of(), trial.events.failures());
        assertEquals(List.of(), trial.time.pauses(), "it moves at once");
        try (Stream<Path> journal = Files.list(directory.resolve("journal"))) {
            assertTrue(journal.noneMatch(file -> file.toString().endsWith(".sealed")), "the receipt came");
        }
    }

    @Test
    void aDeviceCallsAtTheMemberThatItsIdNamesWhereverItBegan() throws Exception {
        offer();
        runToEnd(at(away));
        assertEquals(List.of(), away.calls("POST /v1/messages"));
        assertEquals(1, home.calls("PUT").size());
        oneUpdateCountsAndNothingFailed();
    }

    @Test
    void anUploadGoesOnAtTheOtherMemberFromWhereTheFirstOneDied() throws Exception {
        int cut = CHUNK + 1000;
        home.diesAtCut();
        home.cutUploadAfter(cut);
        offer();
        runToEnd(at(home));
        assertEquals(1, home.calls("PUT").size());
        assertEquals(List.of(FakeCoordinator.stop(cut)), away.resumedAt());
        oneUpdateCountsAndNothingFailed();
    }

    @Test
    void aReceiptThatDiedWithItsMemberIsFoundAtTheOther() throws Exception {
        offer();
        trial.coordinator.rounds.onReport((report, sealed) -> home.die());
        runToEnd(at(home));
        assertEquals(2, trial.coordinator.messages(DeviceMessage.Report.class).size());
        oneUpdateCountsAndNothingFailed();
    }

    @Test
    void aMemberThatDrainsIsLeftWithoutAFailureAndComeBackToWhenItIsNamedAgain() throws Exception {
        trial.coordinator.sessions.expireAt(trial.time.millis() + 70_000);
        home.fail("POST /v1/messages", Fault.refuse(Reason.DRAINING));
        offer();
        runUntilIdle(at(home));
        assertEquals(1, away.calls("PUT").size());
        oneUpdateCountsAndNothingFailed();
        assertEquals(1, home.calls("POST /v1/messages").size());
    }

    @Test
    void itComesBackWhenALaterGrantNamesItsFirstMember() throws Exception {
        trial.coordinator.sessions.expireAt(trial.time.millis() + 50_000);
        home.fail("POST /v1/messages", Fault.refuse(Reason.DRAINING));
        trial.coordinator.next(new CoordinatorMessage.Wait(40_000));
        offer();
        runUntilIdle(at(home));
        assertEquals(1, home.calls("PUT").size());
        assertEquals(List.of(), away.calls("PUT"));
        assertEquals(List.of(), trial.events.failures());
    }

    @Test
    void aDeviceWhoseToldMembersAreAllGoneCallsWhereItIsConfigured() throws Exception {
        trial.coordinator.sessions.names(List.of(home.address()));
        offer();
        home.die();
        runToEnd(at(away));
        assertEquals(1, away.calls("PUT").size());
        oneUpdateCountsAndNothingFailed();
    }

    @Test
    void anEnrolmentIsTriedAtEachConfiguredMember() throws Exception {
        home.die();
        offer();
        runToEnd(at(home, away));
        assertEquals(1, away.calls("POST /v1/enrolments").size());
        assertEquals(1, trial.time.pauses().size());
    }

    @Test
    void whatItWasToldIsUsedAfterARestartThoughTheConfiguredMemberIsGone() throws Exception {
        FakeCoordinator seed = trial.coordinator.member();
        try {
            runToEnd(at(seed));
            seed.die();
            offer();
            runToEnd(at(seed));
            assertEquals(1, home.calls("PUT").size());
            oneUpdateCountsAndNothingFailed();
        } finally {
            seed.close();
        }
    }

    @Test
    void behindOneAddressThatNamesNoMembersADeviceStaysThere() throws Exception {
        trial.coordinator.sessions.names(List.of());
        away.cutUploadAfter(CHUNK + 1000);
        offer();
        runToEnd(at(away));
        assertEquals(List.of(), home.calls(""));
        assertEquals(1, away.resumedAt().size());
        assertEquals(1, trial.time.pauses().size());
    }
}
