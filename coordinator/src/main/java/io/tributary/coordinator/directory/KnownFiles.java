package io.tributary.coordinator.directory;

import io.tributary.coordinator.audit.AuditAction;
import io.tributary.coordinator.audit.AuditLog;
import io.tributary.coordinator.log.OperatorEvent;
import io.tributary.coordinator.store.KnownStore;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.identity.SecretDigest;
import io.tributary.secureagg.identity.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an operator may change between two starts, and nobody unsaid: the admin token, whose keys plans are believed of, what devices are
 * given to trust. The directory remembers each, the token by a slow salted digest; a change is an entry of the audit log and an event.
 */
public final class KnownFiles {
    private static final String TOKEN = "admin.token";
    private static final String OWNERS = "owners";
    private static final int LARGEST = 1 << 20;
    private final KnownStore known;
    private final AuditLog log;

    /** Remembers here, and tells there. */
    public KnownFiles(KnownStore known, AuditLog log) {
        this.known = known;
        this.log = log;
    }

    /** Writes a file. */
    @FunctionalInterface
    public interface Writing {
        /** Writes it whole, or removes it. */
        void perform() throws IOException;
    }

    /**
     * The token in force.
     *
     * @param made whether this start made it, because there was none
     */
    public void token(String token, boolean made) {
        Optional<String> before = known.find(TOKEN);
        if (before.isPresent() && SecretDigest.matches(before.get(), token)) {
            return;
        }
        if (before.isPresent()) {
            tell(TOKEN, made ? "was made anew: the file was gone" : "was replaced: another token is in force");
        } else if (made) {
            record(TOKEN, "was made");
        }
        known.remember(TOKEN, SecretDigest.of(token));
    }

    /** The keys that plans are believed of. */
    public void owners(List<VerifyingKey> owners) {
        List<String> now = owners.stream().map(VerifyingKey::toString).toList();
        Optional<List<String>> before = known.find(OWNERS).map(text -> List.of(text.split(" ", -1)));
        if (before.isPresent() && before.get().equals(now)) {
            return;
        }
        before.ifPresent(keys -> tell(OWNERS, difference(keys, now)));
        known.remember(OWNERS, String.join(" ", now));
    }

    private static String difference(List<String> before, List<String> now) {
        List<String> words = new ArrayList<>();
        now.stream().filter(key -> !before.contains(key)).forEach(key -> words.add("added " + key));
        before.stream().filter(key -> !now.contains(key)).forEach(key -> words.add("removed " + key));
        return words.isEmpty() ? "have another order: " + now.stream().collect(Collectors.joining(" "))
                : String.join(", ", words);
    }

    /**
     * Has a file written anew that devices are given a copy of.
     *
     * @throws IOException if it cannot be read or written
     */
    public void file(Path file, Writing writing) throws IOException {
        String name = String.valueOf(file.getFileName());
        Optional<String> before = known.find(name);
        String found = digest(file);
        if (before.isPresent() && !before.get().equals(found)) {
            tell(name, found.isEmpty() ? "was gone, and is written again"
                    : "was not as this coordinator wrote it, and is written again");
        }
        writing.perform();
        String now = digest(file);
        if (!before.equals(Optional.of(now))) {
            known.remember(name, now);
        }
    }

    private static String digest(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try {
            return Sha256.of(BoundedFile.read(file, LARGEST)).hex();
        } catch (RejectedException large) {
            return "too large";
        }
    }

    private void record(String what, String said) {
        log.done(new AuditAction("coordinator", "none", "local", "start", what + " " + said));
    }

    private void tell(String what, String said) {
        record(what, said);
        OperatorEvent.DIRECTORY_CHANGED.log("what", what, "said", said);
    }
}
