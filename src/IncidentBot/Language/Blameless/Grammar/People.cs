using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Grammar;

/// <summary>Says who or what a noun stands for.</summary>
internal static class People
{
    private static readonly IReadOnlySet<string> Customers = Set("user users customer customers visitor visitors shopper shoppers "
        + "subscriber subscribers");

    private static readonly IReadOnlySet<string> Titles = Set("mr mrs ms miss dr prof sir");

    private static readonly IReadOnlySet<string> Cluster = Set("reconcile reconciled reconciliation crd custom helm");

    // A manager without one of these is mostly a program.
    private static readonly IReadOnlySet<string> ManagedByPeople = Set(
        "release product project account incident engineering change team shift office support duty on-call problem line delivery "
            + "general operations "
        + "infrastructure network facilities sales marketing finance quality warehouse personnel community "
            + "night day deputy assistant security "
            + "department regional program programme it qa service plant branch the a an our my his her their your senior junior new");

    private static readonly IReadOnlySet<string> HumanAgents = Set("support service helpdesk desk customer call estate travel human "
        + "handling check-in ticket gate booking");

    // Only before these does the name of a system make a thing of a team.
    private static readonly IReadOnlySet<string> Suppliers = Set("provider providers support agency agencies carrier carriers board "
        + "guild shift shifts company");

    private static readonly IReadOnlySet<string> LegalForms = WordLists.List("legal-forms");
    private static readonly IReadOnlySet<string> Trades = WordLists.List("trades");
    private static readonly IReadOnlySet<string> Fields = WordLists.List("fields-of-work");

    private static readonly IReadOnlySet<string> Offices = Set("back front press head box dispatch booking project programme "
        + "program home regional "
        + "local area district country");

    private static readonly IReadOnlySet<string> Centres = Set("operations call contact support command");

    private static readonly IReadOnlySet<string> Articles = Set("the a an this that our their its");

    // Nouns that end the name of a thing even if a given name stands before them.
    private static readonly IReadOnlySet<string> Things = Set(
        "service server cluster api db database bot app pipeline job pool proxy gateway queue build host node script change fix patch "
            + "release deploy");

    /// <summary>What a pronoun stands for; null: the word is none.</summary>
    public static Who? Pronoun(Token token) => token.Lower switch
    {
        "i" or "we" or "us" or "me" or "myself" or "ourselves" => token.Text is "US" ? null : Who.Self,
        "he" or "she" or "him" or "someone" or "somebody" or "anyone" or "anybody" or "everyone" or "everybody" or "whoever" or "who" =>
            Who.Role,
        "nobody" or "noone" or "no-one" => Who.Nobody,
        "you" => Who.You,
        "they" or "them" => Who.They,
        "it" => token.Text == "IT" ? Who.Team : Who.It,
        "this" or "that" or "these" or "those" or "there" or "which" or "what" or "everything" or "nothing" or "something" => Who.It,
        _ => null,
    };

    /// <summary>Whether a word is somebody's name by itself.</summary>
    public static bool IsName(Token token, KnownPeople known) =>
        token.Kind == TokenKind.Mention || known.Has(token.Lower)
        || IsDoubleName(token)
        || (token.IsWord && WordLists.GivenNames.Contains(token.Lower) && !WordLists.NamesInDoubt.Contains(token.Lower)
        && !WordLists.Products.Contains(token.Lower)
            && (token.IsCapital ? !token.IsCode : token.Text.Length > 3));

    // "Jean-Luc"
    private static bool IsDoubleName(Token token) =>
        token.IsCapital && !token.IsCode && token.Text.IndexOf('-', StringComparison.Ordinal) is > 1 and var hyphen
            && hyphen + 1 < token.Text.Length && char.IsUpper(token.Text[hyphen + 1])
                && WordLists.GivenNames.Contains(token.Lower[..hyphen]);

    /// <summary>Whether a word ends the name of a thing, even if a given name stands before it.</summary>
    public static bool EndsThing(string word) => Things.Contains(word);

    /// <summary>Who the noun phrase stands for whose words are given; the last one is its head.</summary>
    public static Who Of(Sentence sentence, int start, int end, KnownPeople known)
    {
        var head = sentence[end];
        if (head.Kind == TokenKind.Mention || known.Has(head.Lower)) return Who.Named;
        if (!head.IsWord) return Who.System;
        var before = end > start ? sentence.Word(end - 1) : string.Empty;
        if (Customers.Contains(head.Lower)) return Who.Customer;
        if (WordLists.People.Contains(head.Lower)) return IsProgram(sentence, head.Lower, before) ? Named(sentence, start, end, known)
            : Who.Role;
        if (IsOrganisation(sentence, start, end)) return Who.Team;
        if (WordLists.Teams.Contains(head.Lower)) return Suppliers.Contains(head.Lower) && IsSystem(before) ? SupportOf(head, before)
            : Who.Team;
        if (Titles.Contains(sentence.Word(start - 1)) || Titles.Contains(sentence.Word(start - 2))
            || (end > start && Titles.Contains(sentence.Word(start)))) return Who.Named;
        if (start == end && WordLists.BareTeams.Contains(head.Lower) && !IsThing(sentence, start)) return Who.Team;
        if (start == end && WordLists.PerhapsTeams.Contains(head.Lower) && !Articles.Contains(sentence.Word(start - 1))) return Who.Doubt;
        if (WordLists.Companies.Contains(head.Lower) || IsTrade(sentence, start, end)) return Who.Company;
        if (IsNamedTeam(sentence, start, end)) return WordLists.BareTeams.Contains(head.Lower) ? Who.Team : Who.Doubt;
        return Named(sentence, start, end, known);
    }

    // "Scanware GmbH", "Team Falcon", "the data science group".
    private static bool IsOrganisation(Sentence sentence, int start, int end)
    {
        if (end == start) return false;
        if (LegalForms.Contains(sentence.Word(end))) return sentence[end].IsCapital && sentence[end - 1].IsCapital;
        if (sentence[start].Text is "Team" or "Squad" or "Tribe") return end == start + 1 && sentence[end].IsCapital
            && !Things.Contains(sentence.Word(end));
        if (sentence.Word(end) is "centre" or "center" or "room") return Centres.Contains(sentence.Word(end - 1));
        if (sentence.Word(end) == "office") return Offices.Contains(sentence.Word(end - 1));
        return sentence.Word(end) is "group" or "groups" && (Fields.Contains(sentence.Word(end - 1))
            || (WordLists.BareTeams.Contains(sentence.Word(end - 1)) || WordLists.People.Contains(sentence.Word(end - 1)))
                && !IsSystem(sentence.Word(end - 1)));
    }

    // "Northgate Bank": the name may also stand for what it runs.
    private static bool IsTrade(Sentence sentence, int start, int end) =>
        end > start && sentence[end].IsCapital && sentence[end - 1].IsCapital && Trades.Contains(sentence.Word(end));

    // "Central IT", "Core Networking"; not "Google Analytics".
    private static bool IsNamedTeam(Sentence sentence, int start, int end)
    {
        if (end == start || !(WordLists.BareTeams.Contains(sentence.Word(end))
            || WordLists.PerhapsTeams.Contains(sentence.Word(end)))) return false;
        for (var at = start; at <= end; at++)
        {
            if (!sentence[at].IsCapital || IsSystem(sentence.Word(at)) && at < end
                || WordLists.Companies.Contains(sentence.Word(at))) return false;
        }

        return true;
    }

    // "the platform" is a thing, "Platform" may be a team.
    private static bool IsThing(Sentence sentence, int start) => sentence.Word(start) is not ("ops" or "qa" or "devops")
        && Articles.Contains(sentence.Word(start - 1));

    private static bool IsSystem(string before) => WordLists.Systems.Contains(before) || WordLists.Products.Contains(before);

    // "AWS support" are people, "Kafka support" may be anything.
    private static Who SupportOf(Token head, string before) => head.Is("support") && WordLists.Companies.Contains(before) ? Who.Team
        : Who.System;

    private static Who Named(Sentence sentence, int start, int end, KnownPeople known)
    {
        var head = sentence[end];
        if (IsName(head, known) && (head.IsCapital || start == end || known.Has(head.Lower))) return Who.Named;
        if (end > start && head.IsCapital && IsFullName(sentence, start, end, known)) return Who.Named;
        if (WordLists.Products.Contains(head.Lower) || !head.IsCapital || head.IsCode
            || WordLists.People.Contains(head.Lower)) return Who.System;
        if (WordLists.NamesInDoubt.Contains(head.Lower)) return start == end ? Who.Doubt : Who.System;
        return start == end && head.Text.Any(char.IsLower) ? Who.Unknown : Who.System;
    }

    // A given name and what follows it: "Maya Chen", but not "Maya Service".
    private static bool IsFullName(Sentence sentence, int start, int end, KnownPeople known)
    {
        if (Things.Contains(sentence.Word(end)) || WordLists.Products.Contains(sentence.Word(end))) return false;
        for (var at = start; at <= end; at++)
        {
            if (!sentence[at].IsCapital) return false;
        }

        return IsName(sentence[start], known) || (WordLists.NamesInDoubt.Contains(sentence.Word(start)) && end == start + 1);
    }

    private static bool IsProgram(Sentence sentence, string head, string before)
    {
        if (head is "owner" or "owners") return before is "file" or "lock" or "lease" or "process" or "resource" or "object" or "queue";
        if (WordLists.Systems.Contains(before) || WordLists.Products.Contains(before)) return head is not ("team" or "teams")
            && !IsPlainRole(head);
        return head switch
        {
            "operator" or "operators" => sentence.Has(token => Cluster.Contains(token.Lower) || token.Is("resource")),
            "manager" or "managers" => before.Length > 0 && !ManagedByPeople.Contains(before),
            "agent" or "agents" => !HumanAgents.Contains(before),
            "leader" or "leaders" => before is not ("team" or "shift" or "squad" or "project" or "tech" or "incident" or "group"
                or "our"),
            "controller" or "controllers" => before is not ("operations" or "traffic" or "flight" or "financial" or "duty" or "train"),
            "parties" => before is not ("responsible" or "involved" or "guilty"),
            "coordinator" or "coordinators" => before is not ("release" or "incident" or "project" or "change"),
            "member" or "members" => before is not ("team" or "staff" or "crew" or "a" or "board" or "new"),
            "lead" or "leads" => before is "cable" or "power" || LeadsTo(sentence, head),
            "scribe" or "dispatcher" or "executor" or "deputy" or "supervisor" => before is "event" or "request" or "job" or "process",
            _ => false,
        };
    }

    // "A cascading error lead to …": there it is a verb.
    private static bool LeadsTo(Sentence sentence, string head)
    {
        for (var at = 0; at + 1 < sentence.Count; at++)
        {
            if (sentence.Word(at) == head && sentence.Word(at + 1) == "to") return true;
        }

        return false;
    }

    // "database engineer", "build engineer": these are people whatever stands before them.
    private static bool IsPlainRole(string head) =>
        head is not ("operator" or "operators" or "manager" or "managers" or "agent" or "agents" or "coordinator" or "coordinators"
            or "member" or "members"
            or "supervisor" or "leader" or "leaders" or "controller" or "controllers" or "parties" or "dispatcher"
            or "author" or "lead" or "human" or "executive");

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}
