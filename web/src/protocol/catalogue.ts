// Generated from wire's catalogue.json by scripts/protocol.mjs.

/** Whether the same may be tried again. */
export type Retry = "never" | "at_once" | "later" | "after_catch_up";

export interface CatalogueError {
  readonly code: number;
  readonly name: string;
  readonly http: number;
  readonly retry: Retry;
  readonly text: string;
}

/** Why a node closes a session. */
export interface CatalogueClose {
  readonly code: number;
  readonly name: string;
  /** Whether a device comes back by itself. */
  readonly reconnect: boolean;
  readonly text: string;
}

export const ERRORS: readonly CatalogueError[] = [
  { code: 1, name: "MALFORMED_FRAME", http: 400, retry: "never", text: "The message could not be read; update the client." },
  { code: 2, name: "UNKNOWN_FRAME", http: 400, retry: "never", text: "The node does not know this kind of message; update the node or do without." },
  { code: 3, name: "UNSUPPORTED_VERSION", http: 426, retry: "never", text: "Client and node have no protocol version in common; update the older one." },
  { code: 4, name: "MALFORMED_REQUEST", http: 400, retry: "never", text: "The request could not be read; compare it with /docs." },
  { code: 5, name: "NOT_FOUND", http: 404, retry: "never", text: "There is nothing at this address; /docs lists what there is." },
  { code: 6, name: "METHOD_NOT_ALLOWED", http: 405, retry: "never", text: "This address does not take that method; /docs lists what it takes." },
  { code: 10, name: "UNAUTHORIZED", http: 401, retry: "never", text: "You are not signed in; sign in first." },
  { code: 11, name: "TOKEN_EXPIRED", http: 401, retry: "at_once", text: "The access token has expired; refresh it and try again." },
  { code: 12, name: "BAD_CREDENTIALS", http: 401, retry: "never", text: "Handle or password is wrong; check both and try again." },
  { code: 13, name: "FORBIDDEN", http: 403, retry: "never", text: "This is not allowed for this account; ask somebody who may do it." },
  { code: 14, name: "DEVICE_REVOKED", http: 401, retry: "never", text: "This device was removed from the account; link it again." },
  { code: 15, name: "TOKEN_REUSED", http: 401, retry: "never", text: "An old refresh token was used again, so the session was ended; sign in again." },
  { code: 20, name: "HANDLE_TAKEN", http: 409, retry: "never", text: "This handle is taken; choose another." },
  { code: 21, name: "HANDLE_INVALID", http: 400, retry: "never", text: "This cannot be a handle; choose 3 to 32 of a-z, 0-9, _ and dots, with a letter first." },
  { code: 22, name: "PASSWORD_INVALID", http: 400, retry: "never", text: "This cannot be a password; choose one of 8 to 256 characters." },
  { code: 23, name: "ACCOUNT_UNKNOWN", http: 404, retry: "never", text: "There is no such account on this node; check the handle." },
  { code: 24, name: "ACCOUNT_EXISTS", http: 409, retry: "never", text: "This account exists already; sign in." },
  { code: 25, name: "DEVICE_KEY_IN_USE", http: 409, retry: "never", text: "Another device has this key already; make a new one for each device." },
  { code: 26, name: "CERTIFICATE_INVALID", http: 400, retry: "never", text: "The account's identity key has not signed this device's certificate; sign it with that key." },
  { code: 27, name: "TOO_MANY_DEVICES", http: 409, retry: "never", text: "The account has as many devices as it may; revoke one first." },
  { code: 28, name: "KEY_PACKAGE_INVALID", http: 400, retry: "never", text: "A key package could not be taken; make new ones." },
  { code: 29, name: "NO_KEY_PACKAGE", http: 409, retry: "later", text: "A device of this account has no key package left; it makes new ones when it is online." },
  { code: 30, name: "CONVERSATION_UNKNOWN", http: 404, retry: "never", text: "There is no such conversation, or you are not a member of it; ask a member to add you." },
  { code: 31, name: "NOT_A_MEMBER", http: 403, retry: "never", text: "You are not a member of this conversation; ask a member to add you." },
  { code: 32, name: "ENTRY_TOO_LARGE", http: 413, retry: "never", text: "The message is larger than a conversation takes; send it as media." },
  { code: 33, name: "STALE_EPOCH", http: 409, retry: "after_catch_up", text: "The conversation's keys have moved on; catch up, encrypt again and send again." },
  { code: 34, name: "EPOCH_TAKEN", http: 409, retry: "after_catch_up", text: "Another change of this conversation came first; catch up and make yours again." },
  { code: 35, name: "ROSTER_CHANGE_REFUSED", http: 403, retry: "never", text: "This change of the members is not allowed; ask an admin of the conversation." },
  { code: 36, name: "WRONG_SEQUENCE", http: 400, retry: "never", text: "The sequence is beyond the end of the conversation; read the conversation again." },
  { code: 37, name: "CONVERSATION_FULL", http: 409, retry: "never", text: "The conversation has as many members as it may; remove one first." },
  { code: 38, name: "ENTRY_ID_REUSED", http: 409, retry: "never", text: "Another entry has this id already; make a new one for each entry." },
  { code: 39, name: "LINK_UNKNOWN", http: 404, retry: "never", text: "This invitation was revoked, has expired or never was; ask for a new one." },
  { code: 40, name: "ANNOUNCEMENTS_ONLY", http: 403, retry: "never", text: "Only admins may send in this group; ask one of them." },
  { code: 41, name: "NOT_AN_ADMIN", http: 403, retry: "never", text: "Only admins of the group may do this; ask one of them." },
  { code: 42, name: "ALREADY_A_MEMBER", http: 409, retry: "never", text: "The account is a member already; open the conversation." },
  { code: 43, name: "TOO_MANY_LINKS", http: 409, retry: "never", text: "The group has as many invitation links as it may; revoke one first." },
  { code: 44, name: "TOO_MANY_JOIN_REQUESTS", http: 409, retry: "later", text: "Too many people wait to be let in; try again when an admin has looked." },
  { code: 45, name: "JOIN_REQUEST_UNKNOWN", http: 404, retry: "never", text: "This account does not wait to be let in; look at the list again." },
  { code: 50, name: "RATE_LIMITED", http: 429, retry: "later", text: "Too much at once; wait a moment and try again." },
  { code: 51, name: "OVERLOADED", http: 503, retry: "later", text: "The node has more work than it can do; try again in a moment." },
  { code: 52, name: "STORE_UNAVAILABLE", http: 503, retry: "later", text: "The node cannot write at the moment; try again in a moment." },
  { code: 53, name: "STORE_FULL", http: 507, retry: "later", text: "The node's disk is full; tell who runs the node." },
  { code: 54, name: "DRAINING", http: 503, retry: "later", text: "The node is about to stop; connect again." },
  { code: 55, name: "INTERNAL", http: 500, retry: "later", text: "The node made a mistake and wrote it to its log; try again." },
  { code: 56, name: "REQUEST_TOO_LARGE", http: 413, retry: "never", text: "The request is larger than the node takes; make it smaller." },
  { code: 57, name: "TOO_MANY_CONNECTIONS", http: 429, retry: "later", text: "There are as many connections from this address as there may be; close some first." },
  { code: 60, name: "LINKING_UNKNOWN", http: 404, retry: "never", text: "Nothing waits under this code: it is wrong, was used, or is older than 5 minutes; show a new one on the new device." },
  { code: 61, name: "LINKING_ANSWERED", http: 409, retry: "never", text: "This code was used already; show a new one on the new device." },
  { code: 62, name: "ARCHIVE_FULL", http: 413, retry: "later", text: "The account keeps as much on the node as it may; wait a day, or delete what is there." },
  { code: 63, name: "REVOCATION_INVALID", http: 400, retry: "never", text: "The account's identity key has not signed this revocation; sign it with that key." },
  { code: 64, name: "IDENTITY_HELD", http: 409, retry: "never", text: "The account has a device already; link this one with it, or begin anew with a new identity." },
];

export const CLOSES: readonly CatalogueClose[] = [
  { code: 4000, name: "PROTOCOL_VIOLATED", reconnect: false, text: "The device broke the protocol, and the error sent before says how; update the client." },
  { code: 4001, name: "DISPLACED", reconnect: false, text: "Another session of the same device took over; use that one." },
  { code: 4002, name: "DRAINING", reconnect: true, text: "The node is about to stop; connect again after the time it said." },
  { code: 4003, name: "SILENT", reconnect: true, text: "The device was silent for 15 seconds; connect again." },
  { code: 4004, name: "TOKEN_EXPIRED", reconnect: true, text: "The access token has expired; refresh it and connect again." },
  { code: 4005, name: "DEVICE_REVOKED", reconnect: false, text: "The device was removed from its account; link it again." },
  { code: 4006, name: "OVERLOADED", reconnect: true, text: "The node has more work than it can do; connect again later." },
  { code: 4007, name: "UNSUPPORTED_VERSION", reconnect: false, text: "Client and node have no protocol version in common; update the older one." },
  { code: 4008, name: "INTERNAL", reconnect: true, text: "The node made a mistake; connect again." },
];
