package dev.godwit.device.step;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.List;

/// A request to the node outside the socket (REST), answered through
/// [dev.godwit.device.Device#onAnswer]. All may be made again without harm.
public sealed interface Call {

  /// `GET /v1/handles/{handle}` → [Answer.Account].
  record FindHandle(String handle) implements Call {}

  /// `GET /v1/accounts/{id}` → [Answer.Account].
  record FindAccount(AccountId account) implements Call {}

  /// `POST /v1/accounts/{id}/key-packages/claim` → [Answer.KeyPackages], one for each device.
  record ClaimKeyPackages(AccountId account) implements Call {}

  /// `POST /v1/key-packages/claim` → [Answer.ManyKeyPackages]: one for each device of each account.
  record ClaimManyKeyPackages(List<AccountId> accounts) implements Call {}

  /// `GET /v1/conversations/{id}/members` → [Answer.Members].
  record FetchMembers(ConversationId conversation) implements Call {}

  /// `POST /v1/key-packages` → [Answer.Done].
  record PublishKeyPackages(List<KeyPackageUpload> keyPackages) implements Call {}

  /// `GET /v1/key-packages` → [Answer.Count].
  record CountKeyPackages() implements Call {}

  /// `GET /v1/conversations/{id}/welcomes/{sequence}` → [Answer.Welcome].
  record FetchWelcome(ConversationId conversation, long sequence) implements Call {}

  /// `GET /v1/conversations/{id}/group-info` → [Answer.NewestGroupInfo].
  record FetchGroupInfo(ConversationId conversation) implements Call {}

  /// `POST /v1/devices/{id}/key-packages/claim` → [Answer.KeyPackages], up to `count` of one own
  /// device.
  record ClaimOwnKeyPackages(DeviceId device, int count) implements Call {}
}
