package io.tributary.secureagg.identity;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.keys.KeyPurpose;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.transparency.NoteSignature;
import io.tributary.protocol.transparency.SignedNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The keys of a coordinator, as somebody knows them who pinned one of its roots: the sets that follow each other, every link verified.
 * While no set is known, the pinned key speaks for every purpose. Immutable and safe for use by many threads.
 */
public final class KeyChain {
    private final VerifyingKey pinned;
    private final List<VerifiedKeySet> sets;

    private KeyChain(VerifyingKey pinned, List<VerifiedKeySet> sets) {
        this.pinned = pinned;
        this.sets = List.copyOf(sets);
    }

    /** A pinned key, and nothing else that is known yet. */
    public static KeyChain pinned(VerifyingKey root) {
        return new KeyChain(root, List.of());
    }

    /**
     * This chain, and the links that follow it. The first links may be ones that are known; one must be the newest that is known.
     *
     * @throws RejectedException {@link Reason#BAD_LINEAGE} if a link is missing or another one than is known, or the newest one known is not
     *     among them: the chain forks or goes back; {@link Reason#WRONG_SIGNER} if the pinned key is the root of no set, or a new root
     *     was not signed by the one before; {@link Reason#UNSIGNED}, {@link Reason#BAD_SIGNATURE} or why a set is none
     */
    public KeyChain follow(List<KeyLink> links) throws RejectedException {
        List<VerifiedKeySet> known = new ArrayList<>(sets);
        int last = 0;
        for (KeyLink link : links) {
            KeySet set = VerifiedKeySet.content(link);
            last = set.sequence();
            if (last <= known.size()) {
                requireKnown(known.get(last - 1), link);
            } else {
                known.add(VerifiedKeySet.after(known, link, set));
            }
        }
        requireNotBack(last);
        if (!known.isEmpty() && known.stream().noneMatch(set -> set.key(KeyPurpose.ROOT).equals(pinned))) {
            throw new RejectedException(Reason.WRONG_SIGNER,
                    "the pinned " + pinned + " is the root of none of " + known.size() + " key sets");
        }
        return new KeyChain(pinned, known);
    }

    private static void requireKnown(VerifiedKeySet known, KeyLink link) throws RejectedException {
        if (!known.hash().equals(link.set().hash())) {
            throw new RejectedException(Reason.BAD_LINEAGE,
                    "key set " + known.content().sequence() + " is known with the hash "
                            + known.hash() + "; another one, " + link.set().hash() + ", cannot replace it");
        }
    }

    private void requireNotBack(int last) throws RejectedException {
        if (last < sets.size()) {
            throw new RejectedException(Reason.BAD_LINEAGE, "key set " + sets.size()
                    + " is known, and the coordinator's sets end at " + last + ": it went back to older keys");
        }
    }

    /** The pinned key alone. */
    public KeyChain unfollowed() {
        return pinned(pinned);
    }

    /** How many sets are known. */
    public int sequence() {
        return sets.size();
    }

    /** Every link from this sequence number on, oldest first. */
    public List<KeyLink> links(int from) {
        return sets.stream().skip(Math.max(0, from - 1)).map(VerifiedKeySet::link).toList();
    }

    /** The roots of all known sets, oldest first; before any is known, the pinned key. */
    public List<VerifyingKey> roots() {
        return sets.isEmpty() ? List.of(pinned) : sets.stream().map(set -> set.key(KeyPurpose.ROOT)).toList();
    }

    /** The newest set, if one is known. */
    public Optional<KeySet> newest() {
        return last().map(VerifiedKeySet::content);
    }

    private Optional<VerifiedKeySet> last() {
        return sets.isEmpty() ? Optional.empty() : Optional.of(sets.get(sets.size() - 1));
    }

    /**
     * The name of this coordinator's log of versions, which stays when keys are handed over: {@code tributary/} and half of the hash of its first key
     * set, or of the pinned key while no set is known.
     */
    public String logName() {
        String first = sets.isEmpty() ? Sha256.of(pinned.raw()).hex() : sets.get(0).hash();
        return "tributary/" + first.substring(0, first.length() / 2);
    }

    /** What heads of the log of versions are checked with that are signed now. */
    public NoteKey logKey() {
        return new NoteKey(logName(), NoteSignature.Type.ED25519, key(KeyPurpose.VERSIONS));
    }

    /**
     * Passes if a key that speaks for versions, or did before it was replaced, signed this head of the log.
     *
     * @throws RejectedException {@link Reason#UNSIGNED} or {@link Reason#BAD_SIGNATURE}
     */
    public void verifyHead(SignedNote head) throws RejectedException {
        for (VerifiedKeySet set : sets) {
            NoteKey key = new NoteKey(logName(), NoteSignature.Type.ED25519, set.key(KeyPurpose.VERSIONS));
            if (key.names(head)) {
                key.verify(head);
                return;
            }
        }
        logKey().verify(head);
    }

    /** The key that speaks for a purpose now. */
    public VerifyingKey key(KeyPurpose purpose) {
        return last().map(set -> set.key(purpose)).orElse(pinned);
    }

    /**
     * The payload of a document that a key of its purpose signed, of the newest set or an older one.
     *
     * @throws RejectedException {@link Reason#UNSIGNED}, {@link Reason#WRONG_SIGNER} or {@link Reason#BAD_SIGNATURE}
     */
    public byte[] verify(SignatureContext kind, SignedDocument document) throws RejectedException {
        KeyPurpose purpose = KeyPurpose.of(kind);
        byte[] signer = document.key();
        VerifyingKey key = sets.stream().filter(set -> set.content().has(purpose, signer)).findFirst()
                .map(set -> set.key(purpose)).orElseGet(() -> key(purpose));
        return key.verify(kind, document);
    }

    /** Whether a key of the right purpose signed a document. */
    public boolean knows(SignatureContext kind, SignedDocument document) {
        try {
            return verify(kind, document).length > 0;
        } catch (RejectedException foreign) {
            return false;
        }
    }

    /**
     * The payload of a document that is made anew each time, and so by the key that speaks now.
     *
     * @throws RejectedException {@link Reason#UNSIGNED}, {@link Reason#WRONG_SIGNER} or {@link Reason#BAD_SIGNATURE}
     */
    public byte[] verifyNew(SignatureContext kind, SignedDocument document) throws RejectedException {
        return key(KeyPurpose.of(kind)).verify(kind, document);
    }

    /**
     * What a document says that a key signed while it was in force.
     *
     * @param dated when it was made, by its own words, in epoch milliseconds
     * @throws RejectedException {@link Reason#WRONG_SIGNER} if it is dated after its key was replaced; as {@link #verify}; or why it is no
     *     such document
     */
    public <T> T read(SignatureContext kind, SignedDocument document, Class<T> type, ToLongFunction<T> dated)
            throws RejectedException {
        T content = WireJson.readDocument(verify(kind, document), type);
        Optional<KeySet> after = replacement(kind, document);
        long at = dated.applyAsLong(content);
        if (after.isPresent() && at > after.get().since()) {
            throw new RejectedException(Reason.WRONG_SIGNER, "signed by a key that key set " + after.get().sequence()
                    + " replaced at " + Instant.ofEpochMilli(after.get().since()) + ", and dated "
                    + Instant.ofEpochMilli(at));
        }
        return content;
    }

    /** The set that replaced the key of a verified document; empty if that key speaks still. */
    public Optional<KeySet> replacement(SignatureContext kind, SignedDocument document) {
        KeyPurpose purpose = KeyPurpose.of(kind);
        byte[] signer = document.key();
        for (int newer = sets.size() - 1; newer > 0; newer--) {
            if (sets.get(newer).content().has(purpose, signer)) {
                return Optional.empty();
            }
            if (sets.get(newer - 1).content().has(purpose, signer)) {
                return Optional.of(sets.get(newer).content());
            }
        }
        return Optional.empty();
    }

    /** Whether a verified document's key was replaced before that of another one came into force: it cannot have been made after that. */
    public boolean isOlder(SignatureContext kind, SignedDocument document, SignedDocument than) {
        return age(kind, document) < age(kind, than);
    }

    private int age(SignatureContext kind, SignedDocument document) {
        return replacement(kind, document).map(KeySet::sequence).orElse(Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return sets.isEmpty() ? pinned.toString() : key(KeyPurpose.ROOT) + " (key set " + sequence() + ")";
    }
}
