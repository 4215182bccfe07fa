using System.Text.RegularExpressions;
using IncidentBot.Incidents;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace IncidentBot.Checklist;

/// <summary>The steps that a new incident's checklist is made of; read and checked once, at start.</summary>
/// <param name="Steps">All steps, in the order of the phases.</param>
public sealed partial record ChecklistTemplate(IReadOnlyList<ChecklistStep> Steps)
{
    /// <summary>The most steps of one phase, so that an unfolded phase fits into one message.</summary>
    public const int StepsPerPhase = 8;

    /// <summary>The key of the step, at most one for each role, that is done once somebody has that role.</summary>
    public IReadOnlyDictionary<IncidentRole, string> SettledBy { get; private init; } = new Dictionary<IncidentRole, string>();

    private static readonly IncidentStatus[] Ends = [IncidentStatus.Mitigated, IncidentStatus.Resolved, IncidentStatus.Closed];

    private const string Embedded = "the built-in checklist";

    /// <summary>The organisation's template, or the one that comes with the bot.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="roles">The words of the organisation's own roles; none where left out.</param>
    /// <exception cref="ChecklistTemplateException">
    /// It cannot be read, is not a checklist, or names a role that nobody can have; the message says what to correct.
    /// </exception>
    public static ChecklistTemplate Load(ChecklistOptions options, params IReadOnlyList<string> roles)
    {
        if (string.IsNullOrWhiteSpace(options.Template))
            return Default();

        var path = options.Template.Trim();
        try
        {
            var template = Parse(File.ReadAllText(path), path);
            List<string> known = [.. IncidentRole.Usual.Select(role => role.Word), .. roles];
            return template.SettledBy.Keys.FirstOrDefault(
                role => !known.Contains(role.Word, StringComparer.Ordinal)) is { Word: { } unknown }
                ? throw Wrong(
                    path,
                    $"there is no role “{unknown}”, so its step could never be ticked; "
                        + $"the roles are {string.Join(", ", known)}, and Incidents:Roles adds more")
                : template;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ChecklistTemplateException(
                $"The checklist template {path} cannot be read: {e.Message} Fix Checklist:Template, or leave it out to use {Embedded}.",
                e);
        }
    }

    /// <summary>The template that comes with the bot.</summary>
    public static ChecklistTemplate Default()
    {
        using var stream = typeof(ChecklistTemplate).Assembly.GetManifestResourceStream("IncidentBot.Checklist.default.yaml")!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), Embedded);
    }

    /// <summary>Reads a template.</summary>
    /// <param name="yaml">Its text.</param>
    /// <param name="name">What it is called in errors: the file's path.</param>
    /// <exception cref="ChecklistTemplateException">It is not a checklist; the message says what to correct.</exception>
    public static ChecklistTemplate Parse(string yaml, string name)
    {
        try
        {
            var read = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
                .Deserialize<TemplateYaml?>(yaml);
            return Check(read?.Phases ?? [], name);
        }
        catch (YamlException e)
        {
            var reason = e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}";
            throw new ChecklistTemplateException($"The checklist template {name} isn't valid YAML near line {e.Start.Line}: {reason}", e);
        }
    }

    private static ChecklistTemplate Check(IReadOnlyList<PhaseYaml?> phases, string name)
    {
        var steps = new List<ChecklistStep>();
        foreach (var phase in Enum.GetValues<Phase>())
        {
            var sections = phases.Where(section => Language.Words.TryParse<Phase>(section?.Phase, out var read) && read == phase).ToList();
            if (sections.Count != 1)
                throw Wrong(name, $"the phase “{Language.Words.Of(phase)}” must appear exactly once, but appears {sections.Count} times");

            steps.AddRange(CheckPhase(phase, sections[0]!.Steps ?? [], name));
        }

        if (phases.FirstOrDefault(section => !Language.Words.TryParse<Phase>(section?.Phase, out _)) is { } unknown)
            throw Wrong(name, $"there is no phase “{unknown.Phase}”; the phases are {string.Join(", ", Language.Words.All<Phase>())}");

        if (steps.GroupBy(step => step.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Wrong(name, $"the key “{twice.Key}” is used {twice.Count()} times; every step needs its own");

        return steps.Count(step => step.IsPinned) <= 1
            ? new ChecklistTemplate(steps) { SettledBy = CheckRoles(phases.SelectMany(phase => phase!.Steps!).OfType<StepYaml>(), name) }
            : throw Wrong(name, "more than one step is pinned; only one can stay on top");
    }

    private static Dictionary<IncidentRole, string> CheckRoles(IEnumerable<StepYaml> steps, string name)
    {
        var settled = new Dictionary<IncidentRole, string>();
        foreach (var step in steps.Where(step => step.Role is not null))
        {
            if (!IncidentRole.TryRead(step.Role, out var role))
                throw Wrong(
                    name,
                    $"“{step.Role}”, the role of the step “{step.Key}”, isn't a role; use one such as {IncidentRole.Commander}");

            if (step.Question)
                throw Wrong(name, $"the step “{step.Key}” is a question, so it can't have a role; remove the role");

            if (!settled.TryAdd(role, step.Key!))
                throw Wrong(name, $"more than one step has the role “{role}”; only one can");
        }

        return settled;
    }

    private static IEnumerable<ChecklistStep> CheckPhase(Phase phase, IReadOnlyList<StepYaml?> steps, string name)
    {
        if (steps.Count is < 1 or > StepsPerPhase)
            throw Wrong(name, $"the phase “{Language.Words.Of(phase)}” has {steps.Count} steps; it needs 1 to {StepsPerPhase}");

        return steps.Select((step, index) => CheckStep(phase, index + 1, step ?? new StepYaml(), name));
    }

    private static ChecklistStep CheckStep(Phase phase, int number, StepYaml step, string name)
    {
        var where = $"step {number} of the phase “{Language.Words.Of(phase)}”";
        if (step.Key is null || !KeyForm().IsMatch(step.Key))
            throw Wrong(name, $"{where} needs a key of 1 to 60 lower-case letters, digits and hyphens, not “{step.Key}”");

        if (string.IsNullOrWhiteSpace(step.Text) || step.Text.Trim().Length > 200)
            throw Wrong(name, $"{where} needs a text of 1 to 200 characters");

        if (step.Hint?.Length > 500)
            throw Wrong(name, $"the hint of {where} is longer than 500 characters");

        IncidentStatus? until = null;
        if (step.Until is not null)
            until = CheckUntil(step.Until, where, name);

        return new ChecklistStep
        {
            Key = step.Key,
            Phase = phase,
            Text = step.Text.Trim(),
            Hint = string.IsNullOrWhiteSpace(step.Hint) ? null : step.Hint.Trim(),
            IsQuestion = step.Question,
            IsPinned = step.Pinned,
            Role = IncidentRole.TryRead(step.Role, out var role) ? role.Word : null,
            Until = until ?? (step.Pinned ? IncidentStatus.Mitigated : step.Question ? IncidentStatus.Resolved : null),
        };
    }

    private static IncidentStatus CheckUntil(string typed, string where, string name) =>
        Language.Words.TryParse<IncidentStatus>(typed, out var until) && Ends.Contains(until)
            ? until
            : throw Wrong(
                name,
                $"{where} has “until: {typed}”; use one of {string.Join(", ", Ends.Select(Language.Words.Of))}, or leave it out");

    private static ChecklistTemplateException Wrong(string name, string problem) =>
        new($"The checklist template {name} cannot be used: {problem}.");

    [
        GeneratedRegex(
            "^[a-z0-9][a-z0-9-]{0,59}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000),
    ]
    private static partial Regex KeyForm();

    private sealed class TemplateYaml
    {
        public List<PhaseYaml?>? Phases { get; set; }
    }

    private sealed class PhaseYaml
    {
        public string? Phase { get; set; }

        public List<StepYaml?>? Steps { get; set; }
    }

    private sealed class StepYaml
    {
        public string? Key { get; set; }

        public string? Text { get; set; }

        public string? Hint { get; set; }

        public string? Role { get; set; }

        public string? Until { get; set; }

        public bool Question { get; set; }

        public bool Pinned { get; set; }
    }
}

/// <summary>A checklist template cannot be used; the message is for the admin and says what to correct.</summary>
public sealed class ChecklistTemplateException : Exception
{
    /// <summary>For serialisers.</summary>
    public ChecklistTemplateException()
    {
    }

    /// <summary>With the sentence for the admin.</summary>
    public ChecklistTemplateException(string message)
        : base(message)
    {
    }

    /// <summary>With the sentence for the admin and the cause.</summary>
    public ChecklistTemplateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
