/// RFC 9420, the Messaging Layer Security protocol: begin at [MlsClient] and [Group].
///
/// Where the sections of the RFC are:
///
/// | section | here |
/// |---|---|
/// | 2.1 presentation language | `Reader`, `Writer` |
/// | 4.1 trees | `TreeMath`, `RatchetTree` |
/// | 5.1, 5.2 labeled cryptography, references | `SuiteCrypto`, [dev.godwit.mls.crypto] |
/// | 5.3 credentials | [Credential], [CredentialCheck] |
/// | 6 framing | `FramedContent`, `AuthenticatedContent`, `PublicMessage`, `PrivateMessage` |
/// | 6 sending, receiving | `Framing`, `PrivateFraming`, `Receiver` |
/// | 7.1, 7.2 nodes | `ParentNode`, [LeafNode], [Capabilities], [Lifetime] |
/// | 7.3 leaf node validation | `LeafRules`, `TreeIndex`, `KeySet` |
/// | 7.4–7.6 update paths | `TreeKem`, `PathMaker`, `PathReader`, `PrivateKeys` |
/// | 7.7 adding and removing leaves | `RatchetTree` |
/// | 7.8, 7.9 tree and parent hashes | `TreeHash`, `TreeRules` |
/// | 8 key schedule | `KeySchedule`, `EpochKeys`, `EpochSecrets`, `Epoch` |
/// | 8.1, 8.2 context and transcript | `GroupContext`, `TranscriptHash`, `Transcript` |
/// | 8.3 external initialization | `ExternalInit` |
/// | 8.4, 8.6 pre-shared keys | [PreSharedKeyId], [PskLookup], `Psks`, `ResumptionPsks` |
/// | 9 secret tree, deletion | `SecretTree`, `Ratchet`, `MessageKey`, `PastEpochs` |
/// | 10 key packages | [KeyPackage], [OwnKeyPackage] |
/// | 11 creation, reinitialization, branching | `GroupCreation`, `Succession` |
/// | 12.1 proposals | [Proposal], `ProposalCheck`, `KeptProposals`, `ExternalProposals` |
/// | 12.2, 12.3 proposal lists | `ProposalList`, `ProposalRules`, `KeptSelection`, `Evolution` |
/// | 12.4.1 creating a commit | [CommitBuilder], `CommitMaker`, [PendingCommit] |
/// | 12.4.2 processing a commit | `CommitReader`, [StagedCommit] |
/// | 12.4.3 group info | `GroupInfo`, `GroupInfos` |
/// | 12.4.3.1 welcome | [Welcome], `WelcomeMaker`, `WelcomeReader`, `GroupSecrets` |
/// | 12.4.3.2 external commits | [ExternalJoinBuilder], `ExternalCommitMaker` |
/// | 12.4.3.3 ratchet tree extension | `TreeCodec` |
/// | 13 extensions, GREASE | [Extension], [Support], `Grease` |
///
/// Which rule an input breaks is told by [Rule], a closed set. State is saved as small parts by key
/// ([Change]): `p` the public side of the epoch, `s` its secrets, `t`, `h`, `a` the secret tree and
/// its ratchets by epoch and index, `e` past epochs, `q` kept proposals.
///
/// A copy of old state that is put back cannot know what was sent since. It is noticed
/// ([Rule#STATE_ROLLED_BACK]) when one of those messages comes back from the delivery service;
/// until then the random reuse guard (§6.3.1) keeps nonces apart. An old copy may also read again
/// what was deleted since: stores must not be restored from backups.
@NullMarked
package dev.godwit.mls;

import org.jspecify.annotations.NullMarked;
