package io.tributary.client.internal.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KnownMembersTest {
    private static final URI SEED = URI.create("https://seed.example:8443");
    private static final List<URI> TOLD = List.of(URI.create("https://member-0.example:8443"),
            URI.create("https://member-1.example:8443"), URI.create("https://member-2.example:8443"));
    @TempDir
    Path directory;
    private Instant now = Instant.EPOCH;

    private KnownMembers known(URI... configured) {
        return new KnownMembers("device-7", List.of(configured), directory, () -> now);
    }

    private static List<URI> order() {
        return Rendezvous.order("device-7", TOLD);
    }

    @Test
    void aDeviceBeginsAtWhatIsConfiguredAndMovesWhenNothingIsUnderWay() {
        KnownMembers members = known(SEED);
        members.told(TOLD);
        assertEquals(SEED, members.current());
        members.settle();
        assertEquals(order().get(0), members.current());
    }

    @Test
    void whatItWasToldIsKnownAfterARestart() {
        known(SEED).told(TOLD);
        assertEquals(order().get(0), known(SEED).current());
    }

    @Test
    void underAnotherConfiguredAddressWhatItWasToldIsForgotten() {
        known(SEED).told(TOLD);
        URI other = URI.create("https://elsewhere.example:8443");
        assertEquals(other, known(other).current());
    }

    @Test
    void eachMemberIsTriedThenWhatIsConfiguredThenAllAgain() {
        KnownMembers members = known(SEED);
        members.told(TOLD);
        members.settle();
        for (URI expected : List.of(order().get(1), order().get(2), SEED, order().get(0), order().get(1))) {
            members.failed(members.current());
            assertEquals(expected, members.current());
        }
    }

    @Test
    void aMemberThatFailedIsGoneBackToOnceItIsNamedWellAfterwards() {
        KnownMembers members = known(SEED);
        members.told(TOLD);
        members.settle();
        members.failed(order().get(0));
        now = now.plusSeconds(20);
        members.told(TOLD);
        members.settle();
        assertEquals(order().get(1), members.current(), "who named it may not have noticed");
        now = now.plusSeconds(20);
        members.settle();
        assertEquals(order().get(1), members.current(), "nobody named it again");
        members.told(TOLD);
        assertEquals(order().get(1), members.current(), "something may be under way");
        members.settle();
        assertEquals(order().get(0), members.current());
    }

    @Test
    void aCoordinatorThatNamesNoMembersIsCalledWhereItIsConfigured() {
        KnownMembers members = known(SEED);
        members.told(TOLD);
        members.told(List.of());
        members.settle();
        assertEquals(SEED, members.current());
    }

    @Test
    void nobodyTalksADeviceOutOfTls() {
        KnownMembers members = known(SEED);
        members.told(List.of(URI.create("http://127.0.0.1:8080"), URI.create("ftp://seed.example"), TOLD.get(0)));
        assertEquals(List.of(TOLD.get(0), SEED), members.all());
    }

    @Test
    void configuredAddressesAreOfOneScheme() {
        assertThrows(IllegalArgumentException.class, () -> known(SEED, URI.create("http://127.0.0.1:8080")));
        assertThrows(IllegalArgumentException.class, this::known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other\n", "https://seed.example:8443\nnot an address\n",
        "https://seed.example:8443\nhttp://evil.example:80\n"})
    void aFileThatIsNoneKeepsNoDeviceOut(String text) throws Exception {
        Files.writeString(directory.resolve(MemberFile.FILE), text);
        assertEquals(List.of(SEED), known(SEED).all());
        Files.write(directory.resolve(MemberFile.FILE), new byte[1_000_000]);
        assertEquals(List.of(SEED), known(SEED).all());
        Files.write(directory.resolve(MemberFile.FILE), "\u0000\ud800".getBytes(StandardCharsets.UTF_16));
        assertEquals(List.of(SEED), known(SEED).all());
    }
}
