package io.tributary.secureagg.identity;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.keys.KeyHandOver;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.transparency.Checkpoint;
import io.tributary.protocol.transparency.SignedNote;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The secret keys of a coordinator, one for each purpose, and the chain of sets that says so. Immutable and safe for use by many threads;
 * never prints.
 */
public final class SigningKeys {
    /** Length in bytes of the encoded secrets. */
    public static final int SECRET_BYTES = SigningKey.SECRET_BYTES * KeyPurpose.values().length;

    private final Map<KeyPurpose, SigningKey> keys;
    private final KeyChain chain;

    private SigningKeys(Map<KeyPurpose, SigningKey> keys, KeyChain chain) {
        this.keys = keys;
        this.chain = chain;
    }

    /** One key for every purpose, and no set: what a key means that is pinned and has signed none. */
    public static SigningKeys single(SigningKey key) {
        Map<KeyPurpose, SigningKey> keys = new EnumMap<>(KeyPurpose.class);
        Arrays.stream(KeyPurpose.values()).forEach(purpose -> keys.put(purpose, key));
        return new SigningKeys(keys, KeyChain.pinned(key.publicKey()));
    }

    /**
     * New keys from the system's secure randomness, and their first set.
     *
     * @param since epoch milliseconds
     */
    public static SigningKeys generate(long since) {
        Map<KeyPurpose, SigningKey> keys = drawn(Set.of(KeyPurpose.values()));
        SignedDocument set = set(keys, 1, Sha256.ZERO.hex(), since, KeySet.LogEnd.EMPTY);
        return chained(keys, KeyChain.pinned(root(keys).publicKey()), new KeyLink(set, null));
    }

    /**
     * The next set, with new keys for some purposes. The old keys sign nothing after this.
     *
     * @param purposes whose keys are new
     * @param since epoch milliseconds, at least those of the set before and of everything that a replaced key signed
     * @param log the end of the audit log
     * @throws IllegalStateException if there are {@value KeySet#MOST} sets already, or none yet
     */
    public SigningKeys replace(Set<KeyPurpose> purposes, long since, KeySet.LogEnd log) {
        int sequence = chain.sequence() + 1;
        if (sequence == 1 || sequence > KeySet.MOST) {
            throw new IllegalStateException("there are " + chain.sequence() + " key sets, and there may be 1.."
                    + KeySet.MOST + ": what follows needs a new pin");
        }
        Map<KeyPurpose, SigningKey> next = new EnumMap<>(keys);
        next.putAll(drawn(purposes));
        SignedDocument set = set(next, sequence, chain.links(sequence - 1).get(0).set().hash(), since, log);
        SignedDocument handOver = purposes.contains(KeyPurpose.ROOT)
                ? root(keys).sign(SignatureContext.KEY_HAND_OVER,
                        WireJson.write(new KeyHandOver(Versioned.VERSION, sequence, set.hash())))
                : null;
        return chained(next, chain, new KeyLink(set, handOver));
    }

    private static SigningKeys chained(Map<KeyPurpose, SigningKey> keys, KeyChain before, KeyLink link) {
        try {
            List<KeyLink> newest = before.links(before.sequence());
            KeyChain chain = before.follow(newest.isEmpty() ? List.of(link) : List.of(newest.get(0), link));
            return new SigningKeys(keys, chain);
        } catch (RejectedException impossible) {
            throw new IllegalStateException("a key set that was just made is refused", impossible);
        }
    }

    private static Map<KeyPurpose, SigningKey> drawn(Set<KeyPurpose> purposes) {
        Map<KeyPurpose, SigningKey> drawn = new EnumMap<>(KeyPurpose.class);
        purposes.forEach(purpose -> drawn.put(purpose, SigningKey.generate()));
        return drawn;
    }

    private static SignedDocument set(Map<KeyPurpose, SigningKey> keys, int sequence, String previous, long since,
            KeySet.LogEnd log) {
        KeySet.Keys named = new KeySet.Keys(text(keys, KeyPurpose.ROOT), text(keys, KeyPurpose.REGISTRAR),
                text(keys, KeyPurpose.OFFERS), text(keys, KeyPurpose.RECEIPTS), text(keys, KeyPurpose.VERSIONS),
                text(keys, KeyPurpose.AUDIT), text(keys, KeyPurpose.DIRECTORY));
        return root(keys).sign(SignatureContext.KEY_SET,
                WireJson.write(new KeySet(Versioned.VERSION, sequence, previous, since, named, log)));
    }

    private static String text(Map<KeyPurpose, SigningKey> keys, KeyPurpose purpose) {
        return Base64.getEncoder().encodeToString(of(keys, purpose).publicKey().raw());
    }

    private static SigningKey root(Map<KeyPurpose, SigningKey> keys) {
        return of(keys, KeyPurpose.ROOT);
    }

    private static SigningKey of(Map<KeyPurpose, SigningKey> keys, KeyPurpose purpose) {
        SigningKey key = keys.get(purpose);
        if (key == null) {
            throw new IllegalStateException("no key for " + purpose);
        }
        return key;
    }

    /**
     * The keys of these secrets, which must be those of the chain's newest set.
     *
     * @param secrets what {@link #encodeSecrets} wrote
     * @param links the whole chain
     * @throws IllegalArgumentException if there are too few or too many bytes, or a secret is not that of the set
     * @throws RejectedException if the chain is none
     */
    public static SigningKeys decode(byte[] secrets, List<KeyLink> links) throws RejectedException {
        if (secrets.length != SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "the keys of a coordinator have " + SECRET_BYTES + " secret bytes, not " + secrets.length);
        }
        if (links.isEmpty()) {
            throw new RejectedException(Reason.BAD_LINEAGE, "there is no key set");
        }
        Map<KeyPurpose, SigningKey> keys = new EnumMap<>(KeyPurpose.class);
        ByteBuffer rest = ByteBuffer.wrap(secrets);
        byte[] secret = new byte[SigningKey.SECRET_BYTES];
        for (KeyPurpose purpose : KeyPurpose.values()) {
            rest.get(secret);
            keys.put(purpose, SigningKey.decodeSecret(secret));
        }
        Arrays.fill(secret, (byte) 0);
        KeyChain chain = KeyChain.pinned(root(keys).publicKey()).follow(links);
        keys.forEach((purpose, key) -> requireNamed(chain, purpose, key));
        return new SigningKeys(keys, chain);
    }

    private static void requireNamed(KeyChain chain, KeyPurpose purpose, SigningKey key) {
        if (!chain.key(purpose).equals(key.publicKey())) {
            throw new IllegalArgumentException("the secret for " + purpose.code() + " is that of " + key.publicKey()
                    + ", and key set " + chain.sequence() + " names " + chain.key(purpose));
        }
    }

    /** The secrets in the order of {@link KeyPurpose}, for a file that only its owner can read. Overwrite the array when it is written. */
    public byte[] encodeSecrets() {
        ByteBuffer all = ByteBuffer.allocate(SECRET_BYTES);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            byte[] secret = of(keys, purpose).encodeSecret();
            all.put(secret);
            Arrays.fill(secret, (byte) 0);
        }
        return all.array();
    }

    /** Signs exactly these bytes as a document of this kind, by the key of its purpose. The same bytes give the same signature. */
    public SignedDocument sign(SignatureContext kind, byte[] payload) {
        return of(keys, KeyPurpose.of(kind)).sign(kind, payload);
    }

    /** Signs the head of the log of versions, under the log's name. The same text gives the same signature. */
    public SignedNote signHead(Checkpoint head) {
        return new SignedNote(head.text(),
                List.of(NoteKey.sign(of(keys, KeyPurpose.VERSIONS), head.origin(), head.text())));
    }

    /**
     * A document that one of this coordinator's keys signed, signed by the key that speaks now.
     *
     * @throws RejectedException if none of them signed it
     */
    public SignedDocument renew(SignatureContext kind, SignedDocument document) throws RejectedException {
        byte[] payload = chain.verify(kind, document);
        return chain.replacement(kind, document).isPresent() ? sign(kind, payload) : document;
    }

    /** What documents are checked with. */
    public KeyChain chain() {
        return chain;
    }

    /** The key that is pinned. */
    public VerifyingKey root() {
        return chain.key(KeyPurpose.ROOT);
    }

    @Override
    public String toString() {
        return "SigningKeys[secrets of " + chain + "]";
    }
}
