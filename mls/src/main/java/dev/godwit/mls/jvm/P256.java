package dev.godwit.mls.jvm;

import dev.godwit.mls.crypto.DhKem;
import dev.godwit.mls.crypto.KeyPair;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/// NIST P-256: ECDH for DHKEM, and ECDSA with DER signatures and deterministic nonces (RFC 6979).
final class P256 {
  private static final int SCALAR_BYTES = 32;
  private static final int POINT_BYTES = 65;
  private static final byte UNCOMPRESSED = 0x04;
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

  private P256() {}

  static final class Group implements DhKem.DhGroup {
    @Override
    public boolean isPrivateKey(byte[] candidate) {
      BigInteger d = new BigInteger(1, candidate);
      return d.signum() > 0 && d.compareTo(DOMAIN.getN()) < 0;
    }

    @Override
    public byte[] publicKey(byte[] privateKey) {
      BigInteger d = new BigInteger(1, privateKey);
      ECPoint point = new FixedPointCombMultiplier().multiply(DOMAIN.getG(), d);
      return point.normalize().getEncoded(false);
    }

    @Override
    public Optional<byte[]> agree(byte[] privateKey, byte[] publicKey) {
      return point(publicKey).map(point -> x(privateKey, point));
    }

    private static byte[] x(byte[] privateKey, ECPublicKeyParameters peer) {
      ECDHBasicAgreement agreement = new ECDHBasicAgreement();
      agreement.init(new ECPrivateKeyParameters(new BigInteger(1, privateKey), DOMAIN));
      return BigIntegers.asUnsignedByteArray(SCALAR_BYTES, agreement.calculateAgreement(peer));
    }
  }

  static boolean isPoint(byte[] publicKey) {
    return point(publicKey).isPresent();
  }

  private static Optional<ECPublicKeyParameters> point(byte[] publicKey) {
    if (publicKey.length != POINT_BYTES || publicKey[0] != UNCOMPRESSED) {
      return Optional.empty();
    }
    try {
      ECPoint point = DOMAIN.getCurve().decodePoint(publicKey);
      return Optional.of(new ECPublicKeyParameters(point, DOMAIN));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static byte[] sign(KeyPair signer, byte[] digest) {
    ECDSASigner ecdsa = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    BigInteger d = new BigInteger(1, signer.privateKey());
    ecdsa.init(true, new ECPrivateKeyParameters(d, DOMAIN));
    BigInteger[] rs = ecdsa.generateSignature(digest);
    try {
      return StandardDSAEncoding.INSTANCE.encode(DOMAIN.getN(), rs[0], rs[1]);
    } catch (IOException e) {
      throw new IllegalStateException("DER encoding failed", e);
    }
  }

  static boolean verify(byte[] publicKey, byte[] digest, byte[] signature) {
    return point(publicKey).map(point -> verify(point, digest, signature)).orElse(false);
  }

  private static boolean verify(ECPublicKeyParameters point, byte[] digest, byte[] signature) {
    ECDSASigner ecdsa = new ECDSASigner();
    ecdsa.init(false, point);
    try {
      BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(DOMAIN.getN(), signature);
      return ecdsa.verifySignature(digest, rs[0], rs[1]);
    } catch (IOException | RuntimeException e) {
      // the DER reader throws whatever it comes upon in bytes that are no signature
      return false;
    }
  }
}
