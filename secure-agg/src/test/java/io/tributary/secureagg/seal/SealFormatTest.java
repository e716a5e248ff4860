package io.tributary.secureagg.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the format against known answers, a second implementation and a frozen upload. */
class SealFormatTest {
    private static final byte[] PLAIN = "Beauty is truth, truth beauty".getBytes(StandardCharsets.US_ASCII);

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** Of the test vectors that belong to RFC 9180: mode 0, KEM 0x0020, KDF 1, AEAD 2, first encryption. */
    @Test
    void theSecondImplementationGivesTheKnownAnswerOfTheRfc() throws Exception {
        byte[] secret = hex("497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d");
        byte[] publicKey = hex("430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c");
        byte[] enc = hex("6c93e09869df3402d7bf231bf540fadd35cd56be14f97178f0954db94b7fc256");
        byte[] ciphertext = hex("e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be99319"
                + "80a41de125a925cdad859d5b7a");
        assertArrayEquals(publicKey, RoundKeyPair.decodeSecret(secret).publicKey().raw());
        assertArrayEquals(PLAIN, Hpke.open(secret, publicKey, enc, hex("4f6465206f6e2061204772656369616e2055726e"),
                "Count-0".getBytes(StandardCharsets.US_ASCII), ciphertext));
    }

    /** Test cases 13 and 14 of the GCM specification (McGrew and Viega), with AES-256. */
    @ParameterizedTest
    @CsvSource({"'', 530f8afbc74536b9a963b4f1c4cb738b", "00000000000000000000000000000000, "
            + "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"})
    void gcmGivesItsKnownAnswers(String plain, String ciphertext) throws Exception {
        byte[] sealed = hex("00".repeat(12) + ciphertext);
        assertArrayEquals(hex(plain), GcmKey.of(new byte[32]).decrypt(sealed, new byte[0]));
    }

    @Test
    void theSecondImplementationOpensWhatIsSealed() throws Exception {
        SealContext context = Contexts.ofChunks(3);
        RoundKeyPair round = RoundKeyPair.generate();
        UpdateSealer sealer = new UpdateSealer(round.publicKey(), context);
        byte[] header = sealer.header();
        byte[] key = Hpke.open(round.encodeSecret(), round.publicKey().raw(), Arrays.copyOfRange(header, 9, 41),
                SealContextTest.expected(context), new byte[0], Arrays.copyOfRange(header, 41, 89));
        assertEquals(89, header.length);
        assertEquals("54525331" + "01" + "00000003", HexFormat.of().formatHex(header, 0, 9));
        byte[] sealed = sealer.seal(2, PLAIN);
        assertArrayEquals(PLAIN, Hpke.openGcm(key, Arrays.copyOf(sealed, 12), SealContextTest.expected(context, 2),
                Arrays.copyOfRange(sealed, 12, sealed.length)));
    }

    @Test
    void theFrozenUploadStillOpens() throws Exception {
        Map<String, String> vector = vector();
        RoundKeyPair round = RoundKeyPair.decodeSecret(hex(vector.get("round-secret")));
        assertArrayEquals(hex(vector.get("round-public")), round.publicKey().raw());
        byte[] header = hex(vector.get("magic") + vector.get("format-version") + vector.get("count")
                + vector.get("encapsulated-key") + vector.get("wrapped-key") + vector.get("wrapped-key-tag"));
        UpdateOpener opener = UpdateOpener.open(round, frozenContext(vector), header);
        for (int chunk = 0; chunk < 2; chunk++) {
            String name = "chunk-" + chunk + "-";
            byte[] sealed = hex(
                    vector.get(name + "nonce") + vector.get(name + "ciphertext") + vector.get(name + "tag"));
            assertArrayEquals(hex(vector.get(name + "plain")), opener.open(chunk, sealed));
        }
    }

    @Test
    void theFrozenContextIsEncodedAsItWas() throws Exception {
        Map<String, String> vector = vector();
        String encoded = vector.keySet().stream().filter(name -> name.startsWith("context-")).map(vector::get)
                .collect(Collectors.joining());
        SealContext context = frozenContext(vector);
        assertEquals(encoded, HexFormat.of().formatHex(context.encode()));
        assertEquals(encoded + "00000001", HexFormat.of().formatHex(context.encode(1)));
    }

    private static SealContext frozenContext(Map<String, String> vector) {
        return new SealContext(vector.get("run"), Integer.parseInt(vector.get("round")), vector.get("device"),
                vector.get("plan-hash"), Integer.parseInt(vector.get("model-version")),
                Integer.parseInt(vector.get("chunk-count")));
    }

    /** Lines of name, blank, value; the rest is comment. */
    private static Map<String, String> vector() throws IOException {
        Map<String, String> vector = new LinkedHashMap<>();
        try (var in = SealFormatTest.class.getResourceAsStream("sealed-update.txt")) {
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> vector.put(line.substring(0, line.indexOf(' ')),
                            line.substring(line.indexOf(' ') + 1).strip()));
        }
        return vector;
    }
}
