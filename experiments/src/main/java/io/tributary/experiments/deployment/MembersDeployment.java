package io.tributary.experiments.deployment;

import io.tributary.secureagg.file.KeyFile;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.kek.KekFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Several coordinators that are one, each in a JVM of its own, over a database and an object store of this machine; devices as in processes. */
public final class MembersDeployment implements Deployment {
    private static final int TOKEN_BYTES = 32;

    private final ProcessDeployment parts;
    private final int members;
    private final Path work;
    private final Consumer<String> said;

    /** So many members of what {@code parts} would start one of, in the folder {@code work}. */
    public MembersDeployment(ProcessDeployment parts, int members, Path work, Consumer<String> said) {
        this.parts = parts;
        this.members = members;
        this.work = work;
        this.said = said;
    }

    @Override
    public CoordinatorHost coordinator() throws IOException, InterruptedException, RunFailedException {
        LocalClusterProcess stores = LocalClusterProcess.start(work.resolve("stores"));
        List<CoordinatorProcess> started = new ArrayList<>();
        boolean complete = false;
        try {
            List<ProcessFile.MemberPart> told =
                    IntStream.rangeClosed(1, members).mapToObj(number -> member(number, stores))
                            .toList();
            makeSecrets(told.getFirst());
            String token = token();
            CoordinatorProcess first = start(told.getFirst(), List.of(), token);
            started.add(first);
            for (ProcessFile.MemberPart next : told.subList(1, members)) {
                started.add(start(next, List.of(first.memberAddress()), token));
            }
            complete = true;
            return new MembersHost(started, stores, token, said);
        } finally {
            if (!complete) {
                started.forEach(CoordinatorProcess::close);
                stores.close();
            }
        }
    }

    private ProcessFile.MemberPart member(int number, LocalClusterProcess stores) {
        return new ProcessFile.MemberPart("run-" + ProcessHandle.current().pid(), "member-" + number, List.of(),
                work.resolve("signing.key").toString(), work.resolve("key-encryption.json").toString(),
                stores.access());
    }

    private CoordinatorProcess start(ProcessFile.MemberPart member, List<String> seeds, String token)
            throws IOException, InterruptedException, RunFailedException {
        ProcessFile.MemberPart joining = new ProcessFile.MemberPart(member.cluster(), member.member(), seeds,
                member.signingKey(), member.keyEncryption(), member.stores());
        ProcessFile.CoordinatorPart part = parts.member(joining, token);
        Files.deleteIfExists(Path.of(part.answer())); // of a member before this one
        return CoordinatorProcess.start(member.member(), part, work, said);
    }

    private static void makeSecrets(ProcessFile.MemberPart member) throws IOException {
        Path signingKey = Path.of(member.signingKey());
        if (!Files.exists(signingKey)) {
            KeyFile.write(signingKey, SigningKeys.generate(System.currentTimeMillis()));
        }
        Path keyEncryption = Path.of(member.keyEncryption());
        if (!Files.exists(keyEncryption)) {
            KekFile.make(keyEncryption);
        }
    }

    private static String token() {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    @Override
    public DeviceHost devices(CoordinatorHost coordinator, RunWatch watch) throws IOException {
        return parts.devices(coordinator, watch);
    }

    @Override
    public CoordinatorContact contact() {
        return parts.contact();
    }
}
