"""English words that carry weight, as data: see ``words_zh``.

Apart by spaces; ``_`` is a space; ``*`` at the end: however the word goes on; ``A…B``: B follows within the sentence.
"""

WORDS = """
= death 0.93
died dies found_dead left_dead shot_dead are_dead is_dead_because people_dead confirmed_dead workers_dead children_dead
was_dead were_dead death deaths dying_in killed kills killing fatal fatally fatality fatalities deadly lethal
passed_away lost_her_life lost_his_life lost_their_li* lost_my_son lost_my_daughter lost_my_mother lost_my_father
lost_my_wife lost_my_husband lost_our_baby body_was_found bodies corpse* drowned drowns suffocat* electrocut* strangled
murdered murder manslaughter homicide suicide* took_his_own_life took_her_own_life killed_himself killed_herself
stillborn miscarr* didn't_make_it did_not_make_it didn't_survive not_survive never_woke_up pronounced_dead no_pulse
stopped_breathing not_breathing wasn't_breathing casualties are_gone is_gone_forever funeral coroner autopsy morgue
body_bag*
= death 0.84
icu intensive_care life_support ventilator* coma comatose unconscious unresponsive critical_condition
fighting_for_her_life fighting_for_his_life life-threatening life_threatening cardiac_arrest heart_attack stroke
seizure* organ_failure liver_failure kidney_failure anaphyla* brain_damage paraly* amputat* blinded lost_her_sight
lost_his_sight permanently_disabled life-changing_injur* severe_burns third-degree third_degree trapped buried_under
under_the_rubble choked choking resuscitat* cpr defibrillator on_oxygen hemorrhag* haemorrhag* internal_bleeding cancer
carcinogen* multiple_casualties mass_casualt* active_shooter shooting gunman stabbed stabbing hostage* bomb_threat
missing_child missing_girl missing_boy kidnap* abduct* end_my_life want_to_die in_surgery emergency_surgery
= injury 0.6
injur* wounded hospital hospitalized hospitalised hospitalization er emergency_room a&e ambulance* paramedic* stitches
fracture* broken_arm broken_leg broken_nose broke_my broke_her broke_his concussion bleeding blood bled burns burned
burnt scald* electric_shock got_shocked collapsed_in passed_out fainted knocked_out lacerat* sliced_my cut_my cut_her
maimed crushed scarred scars infected infection sepsis blisters chemical_burn* rash allergic_reaction* surgery
surgeries hurt_my_child lost_a_finger lost_his_finger fell_off fell_from impaled bitten rib* concussed whiplash swollen
= death 0.62
dead is_dead lost_a_life victims_identified fatalities_feared
= injury 0.46
vomit* threw_up throwing_up puking diarrhea diarrhoea sick_all_night got_sick made_me_sick made_us_sick feel_sick fever
nausea stomach_cramps hives itchy dizzy doctor doctors allergic bruise*
= poisoning 0.72
food_poisoning poisoned poisoning poison toxic contaminat* salmonella listeria e._coli e_coli e.coli norovirus botulism
legionella carbon_monoxide gas_leak chemical_leak chlorine asbestos lead_levels tainted spiked_drink* laced_with
hazardous arsenic mercury cyanide outbreak
= fire 0.72
fire fires caught_fire on_fire in_flames flames burst_into explod* explosion* blew_up blown_up blast smoke smoking
sparks sparking burned_down burnt_down overheating_and ignit* inferno
= accident 0.76
collapse* collapsed crash crashed crashes derail* capsiz* sank sinking plunged plummeted pile-up pileup fell_through
roof_caved caved_in cave-in emergency_landing runway hit-and-run ran_over run_over stampede crowd_crush rubble
stuck_upside lost_control evacuat* screaming dam_burst malfunctioned
= hazard 0.6
brakes_fail* brake_fail* brake* accelerated_by_itself sudden_acceleration airbag* unsafe safety_hazard hazard hazards
choking_hazard fire_hazard defective faulty short_circuit* overheat* recall_notice dangerous danger could_have_died
could_have_killed nearly_killed almost_killed nearly_died almost_died near_miss falsif* failed_inspection*
expired_vaccine* wrong_medication wrong_dose wrong_drug overdose misdiagnos* malpractice botched unlicensed
banned_substance banned_ingredient* structural mold_everywhere no_smoke_detector locked_fire_exit* blocked_fire_exit*
= foreign_object 0.6
found_a…in_my found_glass glass_in shards metal_in plastic_in razor* needle* screw_in bug_in bugs_in insect* cockroach*
roach roaches maggot* worm worms rat rats rodent* mouse_in mice hair_in band-aid bandage_in tooth_in fingernail*
foreign_object dead_fly larva* mold mould mouldy moldy
= spoiled 0.46
expired rotten spoiled rancid gone_off out_of_date past_its_date undercooked raw_chicken raw_in_the sour_milk
smelled_off relabel*
= hygiene 0.46
filthy unsanitary dirty_kitchen bed_bug* bedbug* bedbugs disgusting_kitchen stained_sheets health_code unhygienic pest
infest* urine feces faeces
= environment 0.6
pollut* oil_spill spill dumping dumped_waste toxic_waste sewage dead_fish contaminated_water emissions_cheat* fumes
= violence 0.68
assault* attacked beat_up beaten beating punched slapped kicked choked_me dragged shoved threatened threaten* threats
threatening pepper_spray tasered brutal violence violent robbed mugged stalk* followed_me bullied bullying hazing doxx*
doxed
= harassment 0.74
sexual_harass* sexually_harass* harass* grope* groped groping molest* rape raped rapist sexual_assault*
sexually_assault* grabbed_me touched_me touched_her inappropriate_touch* predator pedo* hidden_camera* spy_cam*
upskirt* #metoo drugged my_drink grooming nudes underage
= abuse 0.74
abuse abused abusing abusive child_labor child_labour slave* trafficking neglect neglected starved tied_up
animal_cruelty cruelty mistreat* sweatshop* forced_labor forced_labour tortur* dog_died cat_died my_dog_is_dead
= missing 0.78
missing_since went_missing gone_missing disappeared missing_person hasn't_been_seen last_seen can't_be_reached
= discrimination 0.62
racist* racism racial* discriminat* sexist* sexism homophob* transphob* antisemit* islamophob* ableist xenophob* slur
slurs n-word your_kind refused_to_serve refused_service because_i'm_black because_of_my_race because_she_is_pregnant
fired_for_being_pregnant because_i_was_pregnant wheelchair…refus* guide_dog profiled racially_profiled bigot*
= offence 0.56
offensive insensitive tone-deaf tone_deaf distasteful blackface appropriation insult* insulting disrespect* mocks
mocking mocked degrading hate_speech nazi plagiari* stole_my_design disgraceful shameful backlash outrage* outraged
uproar
= executive 0.62
ceo…calling ceo…caught ceo…drunk ceo…arrested ceo…affair hot_mic embezzl* brib* corrupt* insider_trading
money_laundering tax_evasion cooked_the_books accounting_fraud scandal cover-up cover_up covered_up coverup kickback*
resign resigns
= staff 0.4
yelled_at screamed_at_me swore_at cursed_at laughed_at laughed_in my_face mocked_my kicked_us_out kicked_me_out
stole_my stolen_by rude hostile aggressive drunk_driver texting_while belittl* humiliat* condescending
= labour 0.52
unpaid_overtime unpaid_wages wage_theft overworked burnout union_bust* toxic_workplace toxic_culture hostile_work
no_breaks retaliat* wrongful_termination forced_to_resign forced_resignation strike strikes walkout walk_out
misclassif*
= layoffs 0.48
laid_off layoffs layoff mass_layoff* fired_by fired_over severance bankrupt* insolven* chapter_11 shutting_down
went_bust unpaid owed_wages payroll
= police 0.82
arrested arrest arrests indicted indictment charged_with criminal_charges in_custody detained convicted sentenced
prison raided raid fbi ponzi_scheme ponzi
= police 0.5
police cops 911 police_report called_the_police detective* crime criminal
= regulator 0.84
shut_down_by ordered_to_close ordered_to_halt ordered_to_stop halted_production halt_production license_revoked
licence_revoked licence_suspended license_suspended banned_nationwide grounded nationwide_recall mandatory_recall
state_of_emergency delisted cease_and_desist urgent_recall
= regulator 0.66
regulator* investigation investigat* probe probed fda cdc osha ftc sec cfpb watchdog ombudsman attorney_general fined
penalty penalties violation* violated subpoena* inspection inspector* antitrust consumer_protection trading_standards
environment_agency health_department compliance enforcement sanction*
= lawsuit 0.62
lawsuit* sued suing sue_them sue_you class_action class-action court attorney lawyer* lawyers legal_action litigation
settlement damages small_claims verdict injunction plaintiff*
= recall 0.66
recall recalls recalled recalling pulled_from_shelves pulled_from_the_shelves same_batch bad_batch batch
= fraud 0.66
fraud fraudulent scam scams scammed scammer* scamming ripped_off rip-off ripoff swindl* con_artist* stole_money
stole_our stole_from stolen_money pyramid_scheme identity_theft identity_stolen phish* forged forgery fake_invoice*
fake_review* disappeared_with vanished_with ran_off_with life_savings drained_my emptied_my card_skimm* skimmed
unauthorized_charge* unauthorised_charge* unauthorized_transaction* cloned money_is_gone money_gone lied lying lies
deceiv* deceptive decept* misled bait_and_switch falsified
= payout 0.68
withdrawals_suspended withdrawals_frozen can't_withdraw cannot_withdraw unable_to_withdraw withdrawals_halted
frozen_funds funds_frozen missing_customer_funds missing_funds froze_my_account bank_run liquidat* default_on defaulted
= counterfeit 0.54
counterfeit* fake knockoff* knock-off* replica* not_genuine used_sold_as refurbished_sold bootleg diluted adulterat*
= false_claims 0.48
false_advertising misleading not_as_described not_as_advertised false_claims fake_organic greenwash* mislabel*
hidden_fee* overcharg* price_gouging gouging shrinkflation dark_pattern* auto-renew* auto_renew* automatically_renewed
= data_leak 0.76
data_breach breach breached leaked leak_of leaks data_leak hacked hackers hack hacker ransomware malware dark_web
darkweb dumped_on exposed_data exposed_records personal_data…leak* records…leak* passwords ssn social_security_number*
plaintext unencrypted medical_records patient_records credentials customer_data exfiltrat* zero-day account_takeover
anyone_can_see
= privacy 0.52
privacy spying spied wiretap* tracking_me sold_my_data selling_my_data sold_our_data without_consent without_my_consent
facial_recognition gdpr surveillance eavesdrop* listening_to_us
= outage 0.42
outage outages is_down still_down went_down down_again systems_down system_down site_down app_down server_down
servers_down offline crashing keeps_crashing not_loading won't_load can't_log_in cannot_log_in can't_login locked_out
unavailable error_500 502 503 blackout power_cut grounded_flights double_charged charged_twice charged_me_twice
wiped_my lost_all_my_data lost_all_my
= insider 0.62
whistleblow* whistle-blow* insider former_employee* ex-employee* i_used_to_work i_work_at i_worked_at i_work_for
was_told_to internal_email* internal_memo* internal_document* leaked_memo anonymous_employee i_have_the_emails
undercover exposé expose exposed
= exposure 0.58
breaking viral went_viral going_viral trending million_views m_views documentary investigative headlines front_page
pr_disaster pr_nightmare pr_team all_over_the_news on_the_news
= rumour 0.44
rumor* rumour* allegedly alleged reportedly hearing_that i_heard word_is unconfirmed unverified is_it_true apparently
sources_say can_anyone_confirm hoax fake_news misinformation conspiracy
= boycott 0.6
boycott* cancel_your_subscription cancelling_my_subscription never_buying never_buy never_shopping never_again
delete_the_app deleted_the_app uninstall* #delete* stop_buying don't_buy do_not_buy stay_away avoid_at_all_costs
blood_on_their_hands blood_on_your_hands evil heartless inhumane disgusting_company shame_on greed greedy
= protest 0.56
protest* petition victims victim joined_together demand_answers demanding_answers demand_justice we_want_answers
accountability accountable picket* riot*
= complaint 0.42
complaint complaints complained bbb reported_them report_them filing_a filed_a chargeback dispute compensation
consumer_rights unacceptable warning_to warn_others beware buyer_beware psa
= refund 0.4
refund refunds refused_to_refund no_refund won't_refund money_back give_me_my_money deposit keep_charging kept_charging
cancellation_fee can't_cancel business_days store_credit reimburse* unpaid_claim denied_my_claim claim_denied voucher
= service 0.34
customer_service customer_support support_bot no_response no_reply ignored ignoring ghosted hung_up on_hold
hours_on_hold nobody_picks nobody_answers no_one_answers no_one_answered unhelpful useless_support passed_around
runaround run-around stonewall* no_apology refuses_to refused_to won't_help blocked_me deleted_my dismissive chat_bot
= delivery 0.3
never_arrived hasn't_arrived not_arrived late_delivery delayed delay delays missing_package lost_package
lost_my_luggage lost_luggage lost_bag missing_item* wrong_item wrong_order out_for_delivery cancelled_flight
flight_cancelled flight_canceled cancelled_on_us cancelled canceled stranded damaged_in weeks_late days_late
marked_as_delivered
= price 0.28
overpriced price_hike price_increase raised_prices expensive too_expensive surcharge* highway_robbery
= quality 0.3
broke broken doesn't_work does_not_work not_working stopped_working won't_turn_on poor_quality bad_quality
cheap_quality falls_apart fell_apart defect defects lemon leaking leaks_all peeling cracked buggy glitch* lags
faulty_unit
= experience 0.2
bad worse worst terrible horrible awful disappointed disappointing disappointment annoying annoyed frustrat* ridiculous
joke pathetic garbage trash rubbish crap crappy sucks sucked hate slow late gross disgusting disgusted nasty cold_food
lukewarm stale bland waste_of wasted mediocre meh ugh wtf smh fed_up sick_of tired_of mess regret not_great not_good
not_worth not_happy unhappy angry furious lousy poor poorly not_impressed not_satisfied not_recommend
wouldn't_recommend don't_recommend not_as_good used_to_be_better went_downhill gone_downhill let_down letdown
underwhelmed confusing clunky flimsy cheaply_made too_small too_big too_loud too_sweet too_salty undercook* overcooked
soggy tasteless inconvenient messy cramped smelly took_forever taking_forever forever_to waited waiting_for
still_waiting forgot_my missing_from nobody_told no_one_told uncomfortable noisy dirty wrong stuck please_fix fix_it
fix_this fix_your do_better overrated underwhelming barely seriously? unprofessional incompetent clueless 1/10 2/10
3/10 4/10 one_star 1_star zero_stars useless insane whatever
"""
