using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.State;

namespace IncidentBot.Simulator.GitHub.Writes;

/// <summary>Which names git allows (git-scm.com/docs/git-check-ref-format), and what rules of the repository say of them.</summary>
internal static class RefNames
{
    private static readonly string[] Forbidden = ["..", "@{", "//", "~", "^", ":", "?", "*", "[", "\\", " "];

    public static bool IsAllowed(string name) => name.Length > 0
        && !Array.Exists(Forbidden, f => name.Contains(f, StringComparison.Ordinal))
        && !name.Any(c => char.IsControl(c)) && !name.StartsWith('/') && !name.EndsWith('/') && !name.EndsWith('.')
        && name.Split('/').All(p => !p.StartsWith('.') && !p.EndsWith(".lock", StringComparison.Ordinal)) && name != "@";

    /// <summary>Throws what a rule of the repository says against a change of a branch.</summary>
    public static void Obey(Repository repository, string name, int status)
    {
        if (!name.StartsWith("heads/", StringComparison.Ordinal) || repository.RuleAgainst(name[6..]) is not { } refusal) return;
        throw new GitHubRefusal(status, $"Repository rule violations found\n\n{refusal}\n\n");
    }

    /// <summary>Whether another branch stands where this one would have its folder, or the other way round.</summary>
    public static bool Collides(Repository repository, string name) => repository.History.Refs.Keys.Any(
        other => other.StartsWith(name + "/", StringComparison.Ordinal) || name.StartsWith(other + "/", StringComparison.Ordinal));
}
