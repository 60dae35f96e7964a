import type { SectionKind } from './headings';

/** Section names in German, French, Spanish, Portuguese, Italian and Dutch, by meaning. */
export const FOREIGN_NAMES: Partial<Record<SectionKind, string>> = {
  overview:
    'überblick|übersicht|einleitung|einführung|zusammenfassung|hintergrund|beschreibung|zweck|kontext|aperçu|introduction|résumé|contexte|présentation|resumen|introducción|descripción|contexto|visión general|resumo|introdução|descrição|visão geral|panoramica|introduzione|descrizione|overzicht|inleiding|samenvatting|achtergrond',
  goals:
    'ziele|ziel|projektziele|zielsetzung|objectifs|objectif|objetivos|objetivo|obiettivi|obiettivo|doelen|doelstellingen|doel',
  users:
    'benutzer|nutzer|zielgruppe|zielgruppen|stakeholder|akteure|rollen|utilisateurs|acteurs|usuarios|actores|usuários|atores|utenti|attori|gebruikers|doelgroep',
  functional:
    'anforderungen|anforderung|funktionale anforderungen|funktionale anforderung|produktfunktionen|systemanforderungen|benutzeranforderungen|muss|muss-anforderungen|musskriterien|soll|kann|sollkriterien|kannkriterien|wunschkriterien|geschäftsregeln|anwendungsfälle|exigences|exigences fonctionnelles|besoins fonctionnels|spécifications fonctionnelles|fonctionnalités requises|requisitos|requisitos funcionales|requerimientos|requerimientos funcionales|casos de uso|requisitos funcionais|requisiti|requisiti funzionali|casi d’uso|eisen|functionele eisen|vereisten|functionele vereisten|requirements funcionais',
  non_functional:
    'nichtfunktionale anforderungen|nicht-funktionale anforderungen|nicht funktionale anforderungen|qualitätsanforderungen|qualitätsmerkmale|produktleistungen|leistung|sicherheit|zuverlässigkeit|verfügbarkeit|benutzbarkeit|wartbarkeit|datenschutz|exigences non fonctionnelles|exigences non-fonctionnelles|besoins non fonctionnels|performances|sécurité|fiabilité|disponibilité|requisitos no funcionales|requerimientos no funcionales|rendimiento|seguridad|disponibilidad|requisitos não funcionais|requisitos não-funcionais|desempenho|segurança|disponibilidade|requisiti non funzionali|prestazioni|sicurezza|niet-functionele eisen|niet functionele eisen|niet-functionele vereisten|prestaties|beveiliging',
  features:
    'funktionen|funktionalitäten|merkmale|fonctionnalités|funcionalidades|características|funzionalità|functies|functionaliteiten',
  user_stories:
    'anwendergeschichten|nutzergeschichten|benutzergeschichten|récits utilisateur|récits utilisateurs|historias de usuario|histórias de usuário|histórias de utilizador|storie utente|gebruikersverhalen',
  acceptance_criteria:
    'akzeptanzkriterien|abnahmekriterien|critères d’acceptation|criterios de aceptación|critérios de aceitação|critérios de aceite|criteri di accettazione|acceptatiecriteria',
  success_criteria:
    'erfolgskriterien|kennzahlen|critères de succès|indicateurs|criterios de éxito|métricas|critérios de sucesso|criteri di successo|succescriteria',
  technical:
    'technische details|technik|architektur|détails techniques|architecture technique|detalles técnicos|arquitectura|detalhes técnicos|arquitetura|dettagli tecnici|architettura|architectuur',
  data_model:
    'daten|datenmodell|produktdaten|données|modèle de données|datos|modelo de datos|dados|modelo de dados|dati|modello dei dati|gegevens|datamodel',
  interfaces:
    'schnittstellen|externe schnittstellen|interfaces externes|interfaz|interfaces|interfaces externas|interfacce|koppelingen',
  dependencies: 'abhängigkeiten|voraussetzungen|dépendances|dependencias|dependências|dipendenze|afhankelijkheden',
  constraints:
    'randbedingungen|rahmenbedingungen|einschränkungen|contraintes|restricciones|limitaciones|restrições|limitações|vincoli|randvoorwaarden|beperkingen',
  assumptions: 'annahmen|hypothèses|supuestos|suposiciones|premissas|suposições|ipotesi|aannames',
  out_of_scope:
    'abgrenzung|abgrenzungskriterien|nicht im umfang|nicht enthalten|nicht-ziele|nichtziele|hors périmètre|hors du périmètre|fuera de alcance|fuera del alcance|fora do escopo|fora de escopo|fuori ambito|buiten scope',
  open_questions:
    'offene fragen|offene punkte|questions ouvertes|points ouverts|preguntas abiertas|questões em aberto|questões abertas|domande aperte|open vragen',
  risks: 'risiken|risques|riesgos|riscos|rischi|risico’s',
  timeline: 'zeitplan|meilensteine|calendrier|planning|cronograma|calendario|plazos|tijdlijn',
  reference:
    'glossar|anhang|quellen|literatur|glossaire|annexes|annexe|références|glosario|anexos|referencias|glossário|referências|glossario|allegati|riferimenti|bijlagen|begrippen',
};
