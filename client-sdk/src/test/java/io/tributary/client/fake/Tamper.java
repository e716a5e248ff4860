package io.tributary.client.fake;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelManifest.Content;
import io.tributary.protocol.plan.ModelManifest.Origin;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;
import java.util.function.UnaryOperator;

/** What an attacker, or a broken coordinator, does to documents. */
public final class Tamper {
    private Tamper() {}

    public static SignedDocument unsigned(SignedDocument document) {
        return new SignedDocument(document.payload(), new byte[0], document.key());
    }

    /** Changes one digit of the payload and keeps the signature. */
    public static SignedDocument altered(SignedDocument document) {
        byte[] payload = document.payload();
        payload[payload.length - 2] ^= 1;
        return new SignedDocument(payload, document.signature(), document.key());
    }

    /** Applies a change to an envelope on the wire. */
    public static UnaryOperator<byte[]> envelope(UnaryOperator<SignedDocument> change) {
        return body -> {
            try {
                return WireJson.write(change.apply(WireJson.readDocument(body, SignedDocument.class)));
            } catch (RejectedException impossible) {
                throw new IllegalStateException(impossible);
            }
        };
    }

    public static byte[] flipped(byte[] body) {
        byte[] copy = body.clone();
        copy[copy.length / 2] ^= 1;
        return copy;
    }

    public static CoordinatorMessage.Assignment assignment(SignedDocument offer) {
        return new CoordinatorMessage.Assignment(offer, null);
    }

    public static RoundOffer withPlan(RoundOffer offer, String planHash) {
        return new RoundOffer(1, offer.run(), offer.round(), planHash, offer.model(), offer.modelVersion(),
                offer.manifestHash(), offer.roundKey(), offer.deadline());
    }

    public static RoundOffer withVersion(RoundOffer offer, int version, String manifestHash) {
        return new RoundOffer(1, offer.run(), offer.round(), offer.planHash(), offer.model(), version, manifestHash,
                offer.roundKey(), offer.deadline());
    }

    public static RoundOffer withModel(RoundOffer offer, String model) {
        return new RoundOffer(1, offer.run(), offer.round(), offer.planHash(), model, offer.modelVersion(),
                offer.manifestHash(), offer.roundKey(), offer.deadline());
    }

    public static RoundOffer withKey(RoundOffer offer, String roundKey) {
        return new RoundOffer(1, offer.run(), offer.round(), offer.planHash(), offer.model(), offer.modelVersion(),
                offer.manifestHash(), roundKey, offer.deadline());
    }

    public static ModelManifest withParent(ModelManifest m, String parent) {
        Origin origin = m.origin();
        return new ModelManifest(1, m.model(), m.version(),
                new Origin(parent, origin.run(), origin.round(), origin.planHash(), origin.reports()), m.content(),
                m.modelSignature(), m.created());
    }

    public static ModelManifest withLayout(ModelManifest m, ParameterLayout layout) {
        return with(m, new Content(layout, m.chunks(), m.content().merkleRoot(), m.sha256()));
    }

    public static ModelManifest withChunks(ModelManifest m, List<String> chunks, String merkleRoot) {
        return with(m, new Content(m.layout(), chunks, merkleRoot, m.sha256()));
    }

    public static ModelManifest withSha256(ModelManifest m, String sha256) {
        return with(m, new Content(m.layout(), m.chunks(), m.content().merkleRoot(), sha256));
    }

    public static ModelManifest withSignature(ModelManifest m, ModelSignature signature) {
        return new ModelManifest(1, m.model(), m.version(), m.origin(), m.content(), signature, m.created());
    }

    public static ModelManifest withVersion(ModelManifest m, int version) {
        return new ModelManifest(1, m.model(), version, m.origin(), m.content(), m.modelSignature(), m.created());
    }

    private static ModelManifest with(ModelManifest m, Content content) {
        return new ModelManifest(1, m.model(), m.version(), m.origin(), content, m.modelSignature(), m.created());
    }
}
