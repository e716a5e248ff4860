package io.tributary.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tributary.protocol.Versioned;

/** A request or an answer of version 1. Readers ignore fields they do not know, so that a newer peer may say more. */
@JsonPropertyOrder("v")
public sealed interface WireMessage extends Versioned permits DeviceMessage, CoordinatorMessage, EnrolmentRequest,
        EnrolmentGrant, SessionRequest, SessionGrant, RunRequest, RunCreated, RunView, RunPage, TokenRequest,
        TokensMinted, TokenPage, DeviceView, DevicePage, ModelPage, VersionPage, AuditPage, KeyPage, ManifestPage,
        InclusionProof, ChannelQuestion, ChannelReply {
    @Override
    @JsonProperty
    default int v() {
        return VERSION;
    }
}
