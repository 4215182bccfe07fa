namespace IncidentBot.Delivery.Audit;

/// <summary>What an organisation sets about its audit trail.</summary>
public sealed class AuditOptions
{
    /// <summary>
    /// The keys of the links' codes, each as <c>ID:SECRET</c>, separated by spaces: the first is used from now on, the others only to check
    /// what was written with them. The secret is at least 32 bytes in Base64. A secret. Blank, the default: links have hashes alone.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>What is wrong with the setting, as whole sentences that hold no secret; empty: nothing.</summary>
    public IReadOnlyList<string> Problems() => AuditKeys.Read(Key).Problems;
}
