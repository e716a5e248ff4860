package io.tributary.coordinator.directory;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.secureagg.file.BoundedFile;
import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose a directory is that was used before: its head names the key that signed it, and no other key may go on in it. */
final class DirectoryIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryIdentity.class);

    private DirectoryIdentity() {}

    /**
     * The newest head, by whatever key.
     *
     * @throws NotWholeException if there is none
     */
    static HeadFile.Stored head(Path directory) throws IOException {
        Path file = directory.resolve(HeadFile.NAME);
        if (!Files.exists(file)) {
            throw new NotWholeException(file,
                    "is missing, and the directory was used: nothing says whether it is whole",
                    DirectoryCheck.RESTORE);
        }
        return HeadFile.read(file).orElseThrow(() -> new NotWholeException(file,
                "holds no head with a good signature: it was emptied, cut or changed", DirectoryCheck.RESTORE));
    }

    /**
     * The keys of a directory that was used.
     *
     * @throws NotWholeException if they are missing or were replaced, or neither they nor keys that they replaced signed the head
     */
    static SigningKeys require(Path directory) throws IOException {
        HeadFile.Stored newest = head(directory);
        Path file = directory.resolve(CoordinatorDirectory.KEY);
        if (!Files.exists(file)) {
            throw new NotWholeException(file, "is missing; what the directory holds was signed by " + newest.signer(),
                    "restore this key from its backup: devices and stored versions know no other");
        }
        SigningKeys keys = KeyFile.coordinator(file);
        requireNewest(directory, keys);
        if (!keys.chain().knows(SignatureContext.DIRECTORY_HEAD, newest.document())) {
            throw new NotWholeException(file, "holds the secrets of " + keys.chain()
                    + ", and what the directory holds was signed by " + newest.signer(),
                    "restore the keys that signed it, or the HEAD that belongs to these keys, from one backup");
        }
        return keys;
    }

    /**
     * That no hand-over replaced these keys, as far as the chain beside them says it: only then would what the new keys signed look forged.
     *
     * @throws NotWholeException if one did: the key file is a copy from before
     */
    static void requireNewest(Path directory, SigningKeys keys) {
        int held = keys.chain().sequence();
        int newest = newest(directory.resolve(CoordinatorDirectory.CHAIN), keys);
        if (newest > held) {
            throw new NotWholeException(directory.resolve(CoordinatorDirectory.KEY), "is from before a hand-over: it "
                    + "holds the keys of set " + held + ", and " + CoordinatorDirectory.CHAIN + " knows set " + newest,
                    "put back the " + CoordinatorDirectory.KEY + " that the hand-over wrote, or the copy that was made "
                            + "of it then");
        }
    }

    /** A chain that does not follow from the keys says nothing of them: a start writes it again. */
    private static int newest(Path chain, SigningKeys keys) {
        try {
            KeyPage page = WireJson.readMessage(BoundedFile.read(chain, KeyPage.MAX_BYTES), KeyPage.class);
            return keys.chain().follow(page.keys()).sequence();
        } catch (RejectedException | IOException useless) {
            LOG.debug("{} does not follow from the keys beside it", chain, useless);
            return 0;
        }
    }
}
