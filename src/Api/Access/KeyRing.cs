using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RecycledNumbers.Api.Access;

/// <summary>The registry's own keys, read once at start from <c>Keys:Directory</c>. Every silo and gateway of one registry uses the same directory (or a copy).</summary>
public sealed class KeyRing
{
    /// <summary>Setting that names the directory.</summary>
    public const string Setting = "Keys:Directory";

    private const string DevelopmentDirectory = "data/keys";
    private const string HowTo = "make keys with: dotnet RecycledNumbers.Silo.dll --generate-keys DIR";

    private static readonly JsonWebTokenHandler Tokens = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly byte[] master;

    private KeyRing(string directory, byte[] master, SecurityKey signing, string algorithm, IReadOnlyList<AsymmetricSecurityKey> retired)
    {
        (DirectoryPath, this.master) = (directory, master);
        (Signing, SigningAlgorithm, Retired) = (signing, algorithm, retired);
    }

    /// <summary>Where the keys are; the Data Protection keys stand in <c>data-protection</c> below it.</summary>
    public string DirectoryPath { get; }

    internal SecurityKey Signing { get; }

    internal string SigningAlgorithm { get; }

    /// <summary>Published beside the one that signs, and good for nothing else.</summary>
    internal IReadOnlyList<AsymmetricSecurityKey> Retired { get; }

    /// <summary>A 32-byte key for one purpose (<c>tenure-token</c>, <c>subscriber</c>, …). The same purpose gives the same key for as long as the master key lives.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, outputLength: 32, info: Encoding.UTF8.GetBytes("rn." + purpose));

    /// <summary>A signed JWT of what the descriptor says; times are the caller's.</summary>
    internal string SignToken(SecurityTokenDescriptor token)
    {
        token.SigningCredentials = new SigningCredentials(Signing, SigningAlgorithm);
        return Tokens.CreateToken(token);
    }

    /// <summary>Signs a SHA-256 hash with the registry's private key, as JSON Web Algorithms has it (RFC 7518, sections 3.3 and 3.4).</summary>
    internal byte[] SignHash(ReadOnlySpan<byte> hash) => Signing switch
    {
        ECDsaSecurityKey ec => ec.ECDsa.SignHash(hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
        RsaSecurityKey rsa => rsa.Rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        _ => throw new InvalidOperationException("A signing key is EC or RSA."),
    };

    /// <summary>Tells one master key from another, and says nothing about it: stored with the data that was written under it.</summary>
    internal string Fingerprint => Convert.ToHexStringLower(Derive("fingerprint").AsSpan(0, 8));

    /// <summary>Makes a keys directory and returns the files made. Existing keys are never replaced: that would make every stored hash and token unreadable.</summary>
    public static IReadOnlyList<string> Generate(string directory) => KeyFiles.Complete(Path.GetFullPath(directory));

    /// <summary>Reads the keys. In Development missing ones are made; anywhere else the start is refused.</summary>
    /// <exception cref="StartRefusedException">Not configured, missing, or not usable.</exception>
    public static KeyRing Load(IConfiguration configuration, bool isDevelopment)
    {
        var setting = configuration[Setting];
        if (string.IsNullOrWhiteSpace(setting) && !isDevelopment)
            throw new StartRefusedException($"{Setting} is not set, and outside Development keys are not made up: {HowTo}");

        var directory = Path.GetFullPath(string.IsNullOrWhiteSpace(setting) ? DevelopmentDirectory : setting);
        if (isDevelopment) KeyFiles.Complete(directory);

        var masterFlaw = MasterKey.Flaw(Read(directory, KeyFiles.Master), out var master);
        if (masterFlaw is not null) throw Refused(directory, KeyFiles.Master, masterFlaw);
        var signingFlaw = SigningKey.Flaw(Read(directory, KeyFiles.Signing), out var signing, out var algorithm);
        if (signing is null) throw Refused(directory, KeyFiles.Signing, signingFlaw!);

        return new KeyRing(directory, master, signing, algorithm, RetiredKeys.Read(directory, file => Read(directory, file)));
    }

    private static string Read(string directory, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Refused(directory, file, fault is UnauthorizedAccessException ? "can't be read" : "is missing", fault);
        }
    }

    private static StartRefusedException Refused(string directory, string file, string flaw, Exception? inner = null) =>
        new($"{Path.Combine(directory, file)} {flaw}; {HowTo}", inner);
}
