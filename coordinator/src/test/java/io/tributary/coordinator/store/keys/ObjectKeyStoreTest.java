package io.tributary.coordinator.store.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.store.DamagedException;
import io.tributary.coordinator.store.KeyStore;
import io.tributary.coordinator.store.KeyStoreContract;
import io.tributary.coordinator.store.ObjectStore;
import io.tributary.coordinator.store.Race;
import io.tributary.coordinator.store.StoreException;
import io.tributary.coordinator.store.object.FileObjectStore;
import io.tributary.protocol.Sha256;
import io.tributary.secureagg.kek.KekFile;
import io.tributary.secureagg.kek.KeyEncryption;
import io.tributary.secureagg.kek.KmsKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What secrets in shared objects promise beyond the port's suite. */
class ObjectKeyStoreTest {
    private static final byte[] SECRET = "the round's secret key".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "another secret".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;
    private final MemoryKms service = new MemoryKms();
    private final KmsKeys kms = KmsKeys.of(service, List.of(MemoryKms.URI), Duration.ofMinutes(5));
    private ObjectStore objects;

    @BeforeEach
    void openObjects() throws IOException {
        objects = new FileObjectStore(directory.resolve("bucket"));
        KekFile.make(kekFile());
    }

    @AfterEach
    void closeService() {
        kms.close();
    }

    private Path kekFile() {
        return directory.resolve("cluster.kek");
    }

    private KeyEncryption kek() {
        try {
            return KekFile.open(kekFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private KeyStore member() {
        return new ObjectKeyStore(objects, "keys", kek());
    }

    private KeyStore memberOfService() {
        return new ObjectKeyStore(objects, "keys", kms);
    }

    private Path object(String name) {
        return directory.resolve("bucket/keys").resolve(name);
    }

    @Nested
    class ContractWithAKeyFile extends KeyStoreContract {
        @Override
        protected KeyStore open() {
            return member();
        }
    }

    @Nested
    class ContractWithAService extends KeyStoreContract {
        @Override
        protected KeyStore open() {
            return memberOfService();
        }
    }

    @Test
    void aSecretIsReadAndDestroyedByEveryMember() {
        KeyStore one = member();
        KeyStore two = member();
        one.putIfAbsent("run.1", SECRET);
        one.putIfAbsent("run.2", SECRET);

        assertArrayEquals(SECRET, two.find("run.1").orElseThrow());
        assertEquals(List.of("run.1", "run.2"), two.list());
        two.destroy("run.1");
        assertEquals(Optional.empty(), one.find("run.1"));
        assertEquals(List.of("run.2"), one.list());
    }

    @Test
    void ofMembersThatMakeASecretAtOnceAllGetTheSame() throws InterruptedException {
        for (int round = 1; round <= 20; round++) {
            String name = "run." + round;
            List<byte[]> kept = Race.of(6, index -> member().putIfAbsent(name, new byte[] {(byte) index}));

            byte[] found = member().find(name).orElseThrow();
            kept.forEach(secret -> assertArrayEquals(found, secret));
        }
    }

    @Test
    void aMemberThatIsLateGetsTheSecretOfTheFirst() {
        KeyStore late = new ObjectKeyStore(around("writeIfAbsent", arguments -> {
            member().putIfAbsent("run.1", SECRET);
            return objects.writeIfAbsent((String) arguments[0], (ByteBuffer) arguments[1]);
        }), "keys", kek());

        assertArrayEquals(SECRET, late.putIfAbsent("run.1", OTHER));
    }

    @Test
    void aSecretThatIsDestroyedAsOftenAsItIsMadeFailsInTheEnd() {
        KeyStore unlucky = new ObjectKeyStore(around("writeIfAbsent", _ -> false), "keys", kek());

        assertThrows(StoreException.class, () -> unlucky.putIfAbsent("run.1", SECRET));
    }

    @Test
    @DisplayName("I5: no object holds a secret in the clear, and none is left once it is destroyed")
    void noObjectHoldsASecret() throws IOException {
        member().putIfAbsent("run.1", SECRET);
        assertEquals(List.of(object("run.1")), files());
        String bytes = Files.readString(object("run.1"), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(new String(SECRET, StandardCharsets.US_ASCII)));
        assertTrue(bytes.startsWith("TRK1"), bytes);

        member().destroy("run.1");

        assertEquals(List.of(), files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("bucket"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    @DisplayName("I5: every secret has a key of its own, so that one says nothing of another")
    void everySecretHasItsOwnKey() throws IOException {
        member().putIfAbsent("run.1", SECRET);
        byte[] first = Files.readAllBytes(object("run.1"));
        member().destroy("run.1");
        member().putIfAbsent("run.1", SECRET);

        assertFalse(Arrays.equals(SealedSecret.decode(first).key().bytes(),
                SealedSecret.decode(Files.readAllBytes(object("run.1"))).key().bytes()));
    }

    @Test
    @DisplayName("I5: a secret does not open under another name, nor with the parts of another one")
    void aSecretDoesNotOpenUnderAnotherName() throws IOException {
        KeyStore keys = member();
        keys.putIfAbsent("run.1", SECRET);
        keys.putIfAbsent("run.2", OTHER);
        SealedSecret one = SealedSecret.decode(Files.readAllBytes(object("run.1")));
        SealedSecret two = SealedSecret.decode(Files.readAllBytes(object("run.2")));

        Files.copy(object("run.1"), object("run.3"));
        assertThrows(DamagedException.class, () -> keys.find("run.3"));
        Files.write(object("run.2"), new SealedSecret(two.key(), one.secret()).encode().array());
        assertThrows(DamagedException.class, () -> keys.find("run.2"));
        Files.write(object("run.2"), new SealedSecret(one.key(), two.secret()).encode().array());
        assertThrows(DamagedException.class, () -> keys.find("run.2"));
    }

    @Test
    void damageAnywhereIsToldByNameAndBeforeTheServiceIsAsked() throws IOException {
        KeyStore keys = memberOfService();
        keys.putIfAbsent("run.1", SECRET);
        byte[] whole = Files.readAllBytes(object("run.1"));
        int before = service.calls();
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            requireDamaged(keys, flipped);
            requireDamaged(keys, Arrays.copyOf(whole, at));
        }
        requireDamaged(keys, new byte[SealedSecret.MOST_BYTES + 1]);
        assertThrows(DamagedException.class, () -> keys.putIfAbsent("run.1", OTHER));

        assertEquals(before, service.calls());
        assertEquals(List.of("run.1"), keys.list());
        keys.destroy("run.1");
        assertArrayEquals(OTHER, keys.putIfAbsent("run.1", OTHER));
    }

    private void requireDamaged(KeyStore keys, byte[] bytes) throws IOException {
        Files.write(object("run.1"), bytes);
        DamagedException damaged = assertThrows(DamagedException.class, () -> keys.find("run.1"));
        assertTrue(damaged.getMessage().contains("keys/run.1"), damaged::getMessage);
    }

    @Test
    void whatWasMadeToLookWholeIsDamagedWhateverItSaysOfItsParts() throws IOException {
        member().putIfAbsent("run.1", SECRET);
        byte[] whole = Files.readAllBytes(object("run.1"));
        byte[] body = Arrays.copyOf(whole, whole.length - Sha256.BYTES);
        int nameLength = 4;
        for (int end : new int[] {0, 4, 6, 20, 24, 40}) {
            requireDamaged(member(), hashed(Arrays.copyOf(body, end)));
        }
        body[nameLength] = (byte) 255;
        requireDamaged(member(), hashed(body));
        body[nameLength] = whole[nameLength];
        body[nameLength + 1 + whole[nameLength]] = (byte) 255;
        requireDamaged(member(), hashed(body));
    }

    private static byte[] hashed(byte[] body) {
        byte[] all = Arrays.copyOf(body, body.length + Sha256.BYTES);
        System.arraycopy(Sha256.of(body).bytes(), 0, all, body.length, Sha256.BYTES);
        return all;
    }

    @Test
    void aServiceThatIsDownIsNoDamage() {
        KeyStore keys = memberOfService();
        keys.putIfAbsent("run.1", SECRET);
        service.down(true);

        StoreException failed = assertThrows(StoreException.class, () -> keys.find("run.1"));
        assertFalse(failed instanceof DamagedException, failed::toString);
        assertThrows(StoreException.class, () -> keys.putIfAbsent("run.2", SECRET));
        assertEquals(List.of("run.1"), keys.list());
        keys.destroy("run.2");

        service.down(false);
        assertArrayEquals(SECRET, keys.find("run.1").orElseThrow());
    }

    @Test
    void aKeyThatThisMemberDoesNotHaveYetIsNoDamage() throws IOException {
        KeyStore stale = member();
        Path newer = directory.resolve("newer.kek");
        KekFile.make(newer);
        new ObjectKeyStore(objects, "keys", KekFile.open(newer)).putIfAbsent("run.1", SECRET);

        StoreException failed = assertThrows(StoreException.class, () -> stale.find("run.1"));

        assertFalse(failed instanceof DamagedException, failed::toString);
        Files.copy(newer, kekFile(), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        assertArrayEquals(SECRET, stale.find("run.1").orElseThrow());
    }

    @Test
    @DisplayName("I5: a store that keeps what is deleted is refused at the start")
    void aStoreThatKeepsVersionsIsRefused() {
        ObjectStore versioned = around("keepsDeleted", _ -> true);

        StoreException refused = assertThrows(StoreException.class, () -> new ObjectKeyStore(versioned, "keys", kek()));

        assertTrue(refused.getMessage().contains("versioning"), refused::getMessage);
    }

    @Test
    void whatOthersPutBesideKeysIsNoKey() throws IOException {
        member().putIfAbsent("run.1", SECRET);
        Files.createDirectories(object("folder"));
        Files.write(object("folder/file"), SECRET);
        Files.write(object("not_a_key"), SECRET);

        assertEquals(List.of("run.1"), member().list());
    }

    /** The objects, with one method answered by this. */
    private ObjectStore around(String method, Function<Object[], Object> answer) {
        return (ObjectStore) Proxy.newProxyInstance(ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (_, called, arguments) -> called.getName().equals(method) ? answer.apply(arguments)
                        : called.invoke(objects, arguments));
    }
}
